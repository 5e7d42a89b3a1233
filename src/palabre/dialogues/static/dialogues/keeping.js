// Keeps what is being written in this browser until it is sent: a line that breaks loses nothing.
(function () {
  "use strict";
  if (!window.localStorage) return;
  var sent = "palabre.sent";
  try {
    // The page that follows a sending says that it is saved: then the words need not be kept here.
    if (document.querySelector(".note[role=status]") && localStorage.getItem(sent)) {
      localStorage.removeItem(localStorage.getItem(sent));
      localStorage.removeItem(sent);
    }
  } catch (full) { return; }
  document.querySelectorAll("form textarea[name=text]").forEach(function (box) {
    var form = box.form, answers = form.elements.answers, question = form.elements.question;
    var place = "palabre.words:" + form.action.split("?")[0] + ":" + ((answers && answers.value) || "") + ":" +
      ((question && question.value) || "");
    try {
      var kept = localStorage.getItem(place);
      if (kept && !box.value) box.value = kept;
      box.addEventListener("input", function () {
        if (box.value) localStorage.setItem(place, box.value); else localStorage.removeItem(place);
      });
      form.addEventListener("submit", function () { localStorage.setItem(sent, place); });
    } catch (full) { /* a browser that keeps nothing: the server's draft is there */ }
  });
}());
