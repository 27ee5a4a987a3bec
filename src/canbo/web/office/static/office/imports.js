// Dropping files onto the page, and a word about files too large before they are sent.
// The form works without any of this.
(function () {
  "use strict";
  var form = document.querySelector(".drop-zone");
  if (!form) return;
  var input = form.querySelector('input[type="file"]');
  var problem = form.querySelector(".problem");
  var button = form.querySelector("button");
  var most = { file: Number(form.dataset.fileLimit), form: Number(form.dataset.formLimit) };

  function tooLarge() {
    var sum = 0;
    var found = "";
    Array.prototype.forEach.call(input.files, function (file) {
      sum += file.size;
      if (file.size > most.file * 1048576) {
        found = "Tệp “" + file.name + "” lớn hơn " + most.file + " MB. Tách thành nhiều tệp rồi gửi.";
      }
    });
    if (!found && sum > most.form * 1048576) {
      found = "Cả lần gửi lớn hơn " + most.form + " MB. Gửi ít tệp hơn mỗi lần.";
    }
    problem.textContent = found;
    problem.hidden = !found;
    return Boolean(found);
  }

  function send() {
    if (!input.files.length || tooLarge()) return;
    form.requestSubmit(button);
  }

  ["dragenter", "dragover"].forEach(function (name) {
    form.addEventListener(name, function (event) {
      event.preventDefault();
      form.classList.add("drop-here");
    });
  });
  form.addEventListener("dragleave", function (event) {
    if (!form.contains(event.relatedTarget)) form.classList.remove("drop-here");
  });
  form.addEventListener("drop", function (event) {
    event.preventDefault();
    form.classList.remove("drop-here");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    send();
  });
  input.addEventListener("change", tooLarge);
  form.addEventListener("submit", function (event) {
    if (tooLarge()) {
      event.preventDefault();
      return;
    }
    button.textContent = "Đang gửi …";
    window.setTimeout(function () { button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", function () {
    button.disabled = false;
    button.textContent = "Gửi tệp";
  });
})();
