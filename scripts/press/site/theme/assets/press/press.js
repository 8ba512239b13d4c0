/* Shows the references of a citation while it is hovered over or holds the focus.

   Without this script a citation is a plain link to the reference list. The tooltip can be
   dismissed (Escape), hovered over, and stays until the pointer or the focus leaves
   (WCAG 2.2, success criterion 1.4.13). */
(function () {
  "use strict";

  var CLOSE_AFTER = 200; // milliseconds that the pointer may take from citation to tooltip
  var GAP = 8; // pixels between citation and tooltip, and at the window's edges

  var tooltip = null;
  var owner = null;
  var timer = 0;

  function references(citation) {
    var keys = (citation.dataset.keys || "").split(" ");
    return keys
      .map(function (key) {
        return document.querySelector('.reference-list > [data-key="' + CSS.escape(key) + '"]');
      })
      .filter(Boolean);
  }

  function line(item) {
    var copy = document.createElement("li");
    [".reference-label", ".reference-text"].forEach(function (part) {
      var found = item.querySelector(part);
      if (found) {
        copy.appendChild(found.cloneNode(true));
        copy.appendChild(document.createTextNode(" "));
      }
    });
    copy.querySelectorAll("[id]").forEach(function (element) {
      element.removeAttribute("id");
    });
    copy.querySelectorAll("a").forEach(function (link) {
      link.tabIndex = -1; // the reference list has the same links for the keyboard
    });
    return copy;
  }

  function made(items) {
    var box = document.createElement("div");
    box.className = "citation-tooltip md-typeset";
    box.id = "citation-tooltip";
    box.setAttribute("role", "tooltip");
    var list = document.createElement("ul");
    items.forEach(function (item) {
      list.appendChild(line(item));
    });
    box.appendChild(list);
    box.addEventListener("mouseenter", keep);
    box.addEventListener("mouseleave", closeSoon);
    return box;
  }

  function place(citation) {
    var rect = citation.getClientRects()[0] || citation.getBoundingClientRect();
    var width = tooltip.offsetWidth;
    var height = tooltip.offsetHeight;
    var room = document.documentElement.clientWidth;
    var left = Math.min(Math.max(GAP, rect.left + rect.width / 2 - width / 2), room - width - GAP);
    var header = document.querySelector(".md-header");
    var top = rect.top - height - GAP;
    if (top < (header ? header.getBoundingClientRect().bottom : 0)) {
      top = rect.bottom + GAP;
    }
    var origin = (tooltip.offsetParent || document.body).getBoundingClientRect();
    tooltip.style.left = left - origin.left + "px";
    tooltip.style.top = top - origin.top + "px";
  }

  function open(citation) {
    keep();
    if (owner === citation) {
      return;
    }
    close();
    var items = references(citation);
    if (!items.length) {
      return;
    }
    owner = citation;
    tooltip = made(items);
    (citation.closest("main") || document.body).appendChild(tooltip);
    place(citation);
    citation.querySelectorAll("a").forEach(function (link) {
      link.setAttribute("aria-describedby", tooltip.id);
    });
  }

  function keep() {
    window.clearTimeout(timer);
  }

  function closeSoon() {
    keep();
    timer = window.setTimeout(function () {
      if (!owner || !owner.contains(document.activeElement)) {
        close();
      }
    }, CLOSE_AFTER);
  }

  function close() {
    keep();
    if (owner) {
      owner.querySelectorAll("a").forEach(function (link) {
        link.removeAttribute("aria-describedby");
      });
    }
    if (tooltip) {
      tooltip.remove();
    }
    owner = tooltip = null;
  }

  function citationOf(event) {
    return event.target instanceof Element ? event.target.closest(".citation") : null;
  }

  document.addEventListener("mouseover", function (event) {
    var citation = citationOf(event);
    if (citation) {
      open(citation);
    }
  });
  document.addEventListener("mouseout", function (event) {
    var citation = citationOf(event);
    if (citation && !citation.contains(event.relatedTarget)) {
      closeSoon();
    }
  });
  document.addEventListener("focusin", function (event) {
    var citation = citationOf(event);
    if (citation) {
      open(citation);
    }
  });
  document.addEventListener("focusout", function (event) {
    if (citationOf(event)) {
      close();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && tooltip) {
      event.stopPropagation();
      close();
    }
  }, true);
  document.addEventListener("click", function (event) {
    if (citationOf(event)) {
      close();
    }
  });
})();
