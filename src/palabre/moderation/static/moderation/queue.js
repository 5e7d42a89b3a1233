// The moderators' queue by keyboard: the arrows go from case to case, Enter opens one; the space bar ticks by itself.
// Only while the focus is in the queue, and with no letter: letters are elsewhere on a keyboard of another script.
(function () {
  "use strict";
  var form = document.querySelector("form.queue"), hint = document.getElementById("keys");
  if (!form || !hint) return;
  hint.hidden = false;
  var cases = Array.prototype.slice.call(form.querySelectorAll(".todo > li"));
  function stop(line) { return line && line.querySelector("input[type=checkbox], a.do"); }
  form.addEventListener("keydown", function (event) {
    var line = event.target.closest(".todo > li"), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!line || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (step) {
      var place = cases.indexOf(line) + step;
      while (cases[place] && !stop(cases[place])) place += step;
      if (cases[place]) stop(cases[place]).focus();
      event.preventDefault();
    } else if (event.key === "Enter" && event.target.type === "checkbox") {
      // A browser would send the form, with whatever decision stands in it.
      var open = line.querySelector("a.do");
      if (open) open.click();
      event.preventDefault();
    }
  });
}());
