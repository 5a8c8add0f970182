"use strict";
// Tables that sort by a click on a heading and show their first rows.

const ROWS_SHOWN = 100;

/** An element with properties and children, which are elements or text. */
function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const isNumber = (value) => typeof value === "number";

class Table {
  /**
   * `columns` are [heading, function of a row]; numbers are grouped and stand right.
   * `onRow(row)`, if there is one, is called at a click.
   */
  constructor(title, columns, rows, onRow) {
    Object.assign(this, { columns, rows, onRow, shown: ROWS_SHOWN, sorted: null, descending: false });
    this.head = element("tr");
    columns.forEach(([heading], i) => {
      const cell = element("th", { tabIndex: 0, onclick: () => this.sortBy(i) }, heading);
      if (rows.length > 0 && isNumber(columns[i][1](rows[0]))) cell.className = "number";
      cell.onkeydown = (event) => { if (event.key === "Enter") this.sortBy(i); };
      this.head.append(cell);
    });
    this.body = element("tbody");
    this.more = element("button", { type: "button", onclick: () => {
      this.shown *= 10;
      this.fill();
    } });
    this.node = element("div", {}, element("h2", {}, title),
      element("table", {}, element("thead", {}, this.head), this.body), this.more);
    this.fill();
  }

  /** Ascending, and the other way round at the second call. */
  sortBy(index) {
    this.descending = this.sorted === index && !this.descending;
    this.sorted = index;
    [...this.head.children].forEach((cell, i) => {
      if (i === index) cell.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    this.fill();
  }

  order() {
    if (this.sorted === null) return this.rows;
    const value = this.columns[this.sorted][1];
    const sign = this.descending ? -1 : 1;
    const compare = (a, b) => (isNumber(a) && isNumber(b) ? a - b
      : String(a).localeCompare(String(b), "en", { numeric: true }));
    return [...this.rows].sort((a, b) => sign * compare(value(a), value(b)));
  }

  setRows(rows) {
    this.rows = rows;
    this.fill();
  }

  fill() {
    this.body.replaceChildren(...this.order().slice(0, this.shown).map((row) => this.rowOf(row)));
    this.more.hidden = this.rows.length <= this.shown;
    this.more.textContent = `${grouped(this.rows.length)} rows, show more`;
  }

  rowOf(row) {
    const node = element("tr");
    for (const [, value] of this.columns) {
      const shown = value(row);
      node.append(element("td", { className: isNumber(shown) ? "number" : "" },
        isNumber(shown) ? grouped(shown) : String(shown)));
    }
    if (this.onRow) {
      node.dataset.id = row.id;
      node.onclick = () => this.onRow(row);
    }
    return node;
  }
}
