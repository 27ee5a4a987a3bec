// Dropping files onto the page, the names of the files chosen, and a word about what is too large
// or too many before it is sent. The form works without any of this.
(function () {
  "use strict";
  var form = document.querySelector(".drop-zone");
  if (!form) return;
  var input = form.querySelector('input[type="file"]');
  var problem = form.querySelector(".problem");
  var button = form.querySelector("button");
  var list = form.querySelector(".chosen-files");
  var most = {
    file: Number(form.dataset.fileLimit),
    form: Number(form.dataset.formLimit),
    files: Number(form.dataset.mostFiles)
  };

  function size(bytes) {
    return bytes < 1048576
      ? Math.max(1, Math.round(bytes / 1024)) + " KB"
      : Math.round(bytes / 1048576) + " MB";
  }

  function chosen() {
    list.textContent = "";
    Array.prototype.forEach.call(input.files, function (file) {
      var line = document.createElement("li");
      line.textContent = file.name + " · " + size(file.size);
      list.appendChild(line);
    });
    list.hidden = input.files.length < 2;
    return tooMuch();
  }

  function tooMuch() {
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
    if (!found && input.files.length > most.files) {
      found = "Đang chọn " + input.files.length + " tệp; mỗi lần gửi nhiều nhất " + most.files + " tệp.";
    }
    problem.textContent = found;
    problem.hidden = !found;
    return Boolean(found);
  }

  function send() {
    if (!input.files.length || chosen()) return;
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
  input.addEventListener("change", chosen);
  form.addEventListener("submit", function (event) {
    if (tooMuch()) {
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
