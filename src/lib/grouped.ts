/**
 * A whole number with a comma at every thousand, as `toLocaleString('en-US')` writes it. That one first loads the browser's
 * data on languages, about 20 ms, which is too long for a sentence that is made when a program starts.
 */
export const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
