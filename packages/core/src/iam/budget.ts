/** How much may still be spent on comparing. */
export class Budget {
  private left: number;

  constructor(most: number) {
    this.left = most;
  }

  /** False where nothing is left. */
  spend(amount: number): boolean {
    this.left -= amount;
    return this.left >= 0;
  }
}
