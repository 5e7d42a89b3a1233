// Shows that no machine sends this form by the thousand: a small sum (altcha's, PBKDF2), done while somebody writes.
// It never stands in the way: whatever fails or lasts too long, the form goes as it is, and a moderator reads it first.
(function () {
  "use strict";
  var here = document.currentScript, subtle = window.crypto && window.crypto.subtle;
  if (!here || !subtle || !window.fetch || !window.Promise) return;
  // Milliseconds: when to ask anew, until when what was found may be sent, how long a sending waits for it.
  var RENEW = 30 * 60e3, GOOD = 50 * 60e3, PATIENCE = 6e3, AGAIN = 20e3, MOST = 5000;

  function bytes(hex) {
    return new Uint8Array((hex.match(/../g) || []).map(function (two) { return parseInt(two, 16); }));
  }

  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (one) {
      return ("0" + one.toString(16)).slice(-2);
    }).join("");
  }

  function solve(challenge) {
    var asked = challenge.parameters, nonce = bytes(asked.nonce), counter = 0;
    var password = new Uint8Array(nonce.length + 4), number = new DataView(password.buffer);
    var how = { name: "PBKDF2", hash: asked.algorithm.split("/")[1], salt: bytes(asked.salt), iterations: asked.cost };
    password.set(nonce);
    function next() {
      number.setUint32(nonce.length, counter);
      return subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]).then(function (key) {
        return subtle.deriveBits(how, key, asked.keyLength * 8);
      }).then(function (bits) {
        var derived = hex(bits);
        if (derived.indexOf(asked.keyPrefix) === 0) {
          return btoa(JSON.stringify({ challenge: challenge, solution: { counter: counter, derivedKey: derived } }));
        }
        counter += 1;
        if (counter > MOST) throw new Error("no answer");
        return next();
      });
    }
    return next();
  }

  function watch(form) {
    var field = document.createElement("input"), said = document.createElement("p");
    var running = null, begun = 0, found = 0, waiting = false;
    field.type = "hidden";
    field.name = here.getAttribute("data-field");
    said.className = "hint";
    said.setAttribute("role", "status");
    form.appendChild(field);
    form.appendChild(said);

    function begin() {
      if (running && Date.now() - begun < RENEW) return running;
      begun = Date.now();
      running = fetch(here.getAttribute("data-challenge")).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }).then(solve).then(function (proof) {
        field.value = proof;
        found = Date.now();
      });
      // After a failure the next touch may try once more, not every one.
      running.catch(function () { begun = Date.now() - RENEW + AGAIN; });
      return running;
    }

    function touched() { begin(); }

    form.addEventListener("focusin", touched);
    form.addEventListener("input", touched);
    form.addEventListener("submit", function (event) {
      if (field.value && Date.now() - found < GOOD) return;
      field.value = "";
      event.preventDefault();
      if (waiting) return;
      waiting = true;
      said.textContent = here.getAttribute("data-moment");
      function go() {
        if (!waiting) return;
        waiting = false;
        HTMLFormElement.prototype.submit.call(form);
      }
      begin().then(go, go);
      setTimeout(go, PATIENCE);
    });
    // Somebody who goes back finds the page as they left it, with a proof that is used up.
    window.addEventListener("pageshow", function (event) {
      if (!event.persisted) return;
      running = null;
      waiting = false;
      field.value = said.textContent = "";
    });
  }

  var boxes = document.querySelectorAll("main form textarea[name=text]");
  Array.prototype.forEach.call(boxes, function (box) { watch(box.form); });
}());
