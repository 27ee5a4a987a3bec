// Help for the keyboard, and light or dark; every page works without it.
(function () {
  "use strict";
  var GO = { h: "today", c: "officials", v: "units", d: "compliance", s: "figures", l: "law", k: "plans", n: "imports" };
  var waits = 0;  // until when, after "g", a letter leads to a page

  function byPage(name) { return document.querySelector('.office-top nav a[data-page="' + name + '"]'); }

  function focusSearch() {
    var field = document.getElementById("search") || document.querySelector('main input[type="search"]');
    if (!field) { return false; }
    field.focus();
    field.select();
    return true;
  }

  function openPalette() {
    var dialog = document.getElementById("palette");
    if (!dialog || dialog.open) { return; }
    dialog.showModal();
    var field = dialog.querySelector("input[type=search]");
    field.value = "";
    filter(field);
    field.focus();
  }

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }

  function filter(field) {
    var words = plain(field.value).split(/\s+/).filter(Boolean);
    document.querySelectorAll("#palette li").forEach(function (line) {
      var text = plain(line.textContent);
      line.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
    });
  }

  function move(dialog, step) {
    var links = Array.prototype.filter.call(dialog.querySelectorAll("a, button[type=submit]"), function (one) {
      return one.offsetParent !== null;
    });
    if (!links.length) { return; }
    var here = links.indexOf(document.activeElement);
    var next = here < 0 ? (step > 0 ? 0 : links.length - 1) : (here + step + links.length) % links.length;
    links[next].focus();
  }

  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    var palette = document.getElementById("palette");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      if (palette) { event.preventDefault(); openPalette(); }
      return;
    }
    if (palette && palette.open) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(palette, event.key === "ArrowDown" ? 1 : -1);
      }
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (waits > Date.now()) {
      waits = 0;
      var link = GO[event.key] && byPage(GO[event.key]);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "/" && focusSearch()) { event.preventDefault(); }
    else if (event.key === "g") { waits = Date.now() + 1500; }
    else if (event.key === "?") {
      var help = document.getElementById("keys-help");
      if (help && !help.open) { event.preventDefault(); help.showModal(); }
    }
  });

  document.addEventListener("input", function (event) {
    if (event.target.closest && event.target.closest("#palette")) { filter(event.target); }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-opens], [data-theme-choice]");
    if (!button) { return; }
    if (button.dataset.opens === "palette") { openPalette(); }
    else if (button.dataset.opens) { document.getElementById(button.dataset.opens).showModal(); }
    if (button.dataset.themeChoice) {
      document.dispatchEvent(new CustomEvent("canbo:theme", { detail: button.dataset.themeChoice }));
      showTheme();
    }
  });

  function showTheme() {
    var chosen = "machine";
    try { chosen = window.localStorage.getItem("canbo-theme") || "machine"; } catch (error) { chosen = "machine"; }
    document.querySelectorAll("[data-theme-choice]").forEach(function (one) {
      one.setAttribute("aria-pressed", String(one.dataset.themeChoice === chosen));
    });
  }
  showTheme();
})();
