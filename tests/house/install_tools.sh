#!/bin/sh
# The tests need a real Chromium (journeys) and LibreOffice (workbooks and papers as pictures).
# They are installed by the system's package manager where it may; else one line says what is missing.
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
program=$(readlink -f "$(command -v soffice || echo /usr/bin/soffice)")
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc"
[ -e "$(dirname "$program")/libswlo.so" ] || missing="$missing libreoffice-writer"  # opens .docx
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Cài đặt bằng apt-get:$missing …" >&2
    log=$(mktemp)
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing; } >"$log" 2>&1; then
        exit 0
    fi
    tail -n 5 "$log" >&2
fi
echo "make test cần:$missing. Hãy cài (ví dụ: sudo apt-get install$missing) rồi chạy lại." >&2
exit 1
