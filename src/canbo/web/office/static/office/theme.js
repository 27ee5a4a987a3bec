// Light or dark before the first paint: as chosen here, else as the machine is set.
(function () {
  "use strict";
  var chosen = null;
  try { chosen = window.localStorage.getItem("canbo-theme"); } catch (error) { chosen = null; }
  var machine = window.matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    var dark = chosen === "dark" || (chosen !== "light" && machine.matches);
    document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
  }
  machine.addEventListener("change", apply);
  document.addEventListener("canbo:theme", function (event) {
    chosen = event.detail === "machine" ? null : event.detail;
    try {
      if (chosen) { window.localStorage.setItem("canbo-theme", chosen); }
      else { window.localStorage.removeItem("canbo-theme"); }
    } catch (error) { /* a browser that keeps nothing still shows it */ }
    apply();
  });
  apply();
})();
