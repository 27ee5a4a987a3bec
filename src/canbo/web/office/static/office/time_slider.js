// A slider over the days on which a post's standards changed; the page works without it.
(function () {
  "use strict";
  var place = document.querySelector("[data-time-slider]");
  if (!place) {
    return;
  }
  var slider = place.querySelector("input"), told = place.querySelector("output");
  var form = slider.form, day = form.elements.ngay, held = false;
  var days = Array.prototype.map.call(place.querySelectorAll("datalist option"), function (stop) {
    return stop.label;
  });

  function show() {
    var chosen = days[Number(slider.value)];
    told.value = "từ ngày " + chosen;
    slider.setAttribute("aria-valuetext", "từ ngày " + chosen);
    day.value = chosen;
  }

  // a page of another day comes only when somebody lets go of the slider or asks for it
  slider.addEventListener("input", show);
  slider.addEventListener("pointerdown", function () {
    held = true;
  });
  slider.addEventListener("keydown", function (event) {
    held = false;
    if (event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  slider.addEventListener("change", function () {
    if (held) {
      form.requestSubmit();
    }
  });

  place.hidden = false;
  if (window.location.hash === "#" + slider.id) {
    slider.focus();
  }
})();
