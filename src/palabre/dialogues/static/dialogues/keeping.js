// Keeps what is being written in this browser until it is sent: a line that breaks loses nothing.
// What an account writes is kept under that account's mark; a visitor's words go with their tab.
(function () {
  "use strict";
  var here = document.currentScript.dataset, LONGEST = 30 * 24 * 3600 * 1000, SENDING = 3600 * 1000;
  var start = "palabre.words:", flag = "palabre.sent", store;
  try {
    store = here.mark ? window.localStorage : window.sessionStorage;
    tidy(window.localStorage);
    settle(window.localStorage);
    settle(window.sessionStorage);
  } catch (none) { return; }

  function tidy(all) {
    Object.keys(all).forEach(function (name) {
      if (name.indexOf(start) === 0 && !(Date.now() - (read(all, name) || {}).at < LONGEST)) all.removeItem(name);
    });
  }
  // The page that follows a sending says that it is saved: then the words need not be kept here. Any other page says
  // that it did not arrive, or not yet.
  function settle(all) {
    var sent = read(all, flag);
    all.removeItem(flag);
    if (sent && document.querySelector(".note[role=status]") && Date.now() - sent.at < SENDING) {
      all.removeItem(sent.place);
      all.removeItem(sent.place + "~");
    }
  }
  function read(all, name) {
    try { return JSON.parse(all.getItem(name)); } catch (strange) { return null; }
  }
  function write(name, value) {
    try {
      if (value) store.setItem(name, JSON.stringify(value)); else store.removeItem(name);
    } catch (full) { /* a browser that keeps nothing: the server's draft is there */ }
  }
  function besides(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && (field.type === "text" || field.type === "select-one");
    });
  }
  function isChanged(field) {
    if (field.type === "text") return field.value !== field.defaultValue;
    return !(field.options[field.selectedIndex] || {}).defaultSelected && field.selectedIndex > 0;
  }
  function placeOf(form) {
    var path = form.getAttribute("action") || location.pathname, tongue = "/" + document.documentElement.lang;
    path = new URL(path, location.href).pathname;
    if (path.indexOf(tongue + "/") === 0) path = path.slice(tongue.length);
    return start + (here.mark || "") + ":" + path + ":" + ["answers", "question"].map(function (name) {
      var field = form.elements[name];
      return field && field.type === "hidden" ? field.value : "";
    }).join(":");
  }
  function fill(form, box, kept) {
    box.value = kept.text;
    besides(form).forEach(function (field) {
      if (kept.besides && field.name in kept.besides) field.value = kept.besides[field.name];
    });
  }

  document.querySelectorAll("form textarea[name=text]").forEach(function (box) {
    var form = box.form, place = placeOf(form), given = box.defaultValue, based = given;
    var kept = read(store, place), other = read(store, place + "~");

    function now() {
      var found = { text: box.value, base: based, at: Date.now(), besides: {} };
      besides(form).forEach(function (field) { found.besides[field.name] = field.value; });
      return found;
    }
    function keep() {
      var isNew = box.value === given ? besides(form).some(isChanged) : box.value || !given;
      write(place, isNew ? now() : null);
    }

    if (kept && (kept.text === box.value || kept.text === given)) {
      fill(form, box, kept);
      based = kept.base;
    } else if (kept && (!given || given === kept.base || kept.text.indexOf(given) === 0)) {
      fill(form, box, kept); // written after what the page begins with, and from it
    } else if (kept) {
      // The page begins with other words, kept from elsewhere: neither are lost, and their writer chooses.
      if (other && other.text !== kept.text) kept.text = other.text + "\n\n" + kept.text;
      other = kept;
      write(place, null);
      write(place + "~", other);
    }
    if (other && other.text !== box.value) {
      var note = document.createElement("p"), button = document.createElement("button");
      note.className = "note";
      note.textContent = here.other + " ";
      button.type = "button";
      button.className = "second";
      button.textContent = here.show;
      note.appendChild(button);
      form.parentNode.insertBefore(note, form);
      button.addEventListener("click", function () {
        var before = now();
        fill(form, box, other);
        other = before;
        write(place, now());
        write(place + "~", other);
        box.focus();
      });
    }
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", function () { write(flag, { place: place, at: Date.now() }); });
  });
}());
