// Part of the bundle: stands for a check whose module is compiled when it is first asked.

/* global load */

export class LateCheck {
  #module;
  /** What the engine goes by before it asks, and the module itself where it is compiled already. */
  constructor(id, severity, on, needs, profile, skips, module) {
    this.id = id;
    this.severity = severity;
    this.on = on;
    this.needs = needs;
    this.profile = profile;
    if (module) this.#take(module);
    else {
      this.skip = skips ? (subject, facts) => this.#check.skip(subject, facts) : undefined;
      this.run = (subject, facts) => this.#check.run(subject, facts);
      this.message = (data) => this.#check.message(data);
    }
  }
  /** From now on the engine asks the check itself. */
  #take(module) {
    this.#module = module;
    this.skip = module.skip;
    this.run = module.run;
    this.message = module.message;
  }
  get #check() {
    if (!this.#module) this.#take(load(`core/checks/${this.id}`).default);
    return this.#module;
  }
  get title() {
    return this.#check.title;
  }
  get since() {
    return this.#check.since;
  }
  get cites() {
    return this.#check.cites;
  }
  get why() {
    return this.#check.why;
  }
  get fix() {
    return this.#check.fix;
  }
}
