// Shows the button that copies an address; without script the address stands there to be marked and copied by hand.
(function () {
  "use strict";
  var box = document.getElementById("address"), button = document.getElementById("copy");
  var told = document.getElementById("copied");
  if (!box || !button || !told) return;
  function say() { told.textContent = button.getAttribute("data-done"); }
  button.hidden = false;
  button.addEventListener("click", function () {
    box.focus();
    box.select();
    if (navigator.clipboard) navigator.clipboard.writeText(box.value).then(say, older); else older();
  });
  // Older browsers, and a page without https, where the clipboard is not offered.
  function older() { if (document.execCommand("copy")) say(); }
}());
