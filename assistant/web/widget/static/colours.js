// The page's own colour and theme, kept legible: text of it is moved towards black or white.

const SHEET = { light: "#fffdf9", dark: "#1c2024" };
const ENOUGH = 4.5;
const STEP = 0.06;

/** @param {{colour: string, theme: string}} options */
export function paint({ colour, theme }) {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.classList.add(theme);
  if (!colour) return;
  const [light, dark] = [legible(colour, SHEET.light), legible(colour, SHEET.dark)];
  const both = (name, one, other) => root.style.setProperty(name, `light-dark(${one}, ${other})`, "important");
  both("--accent", light, dark);
  both("--accent-strong", light, dark);
  both("--on-accent", "#ffffff", "#000000");
  root.style.setProperty("--accent-soft", "var(--sunken)", "important");
}

/** This colour, or as much of it as stands out on the ground. */
export function legible(colour, ground) {
  const towards = luminance(ground) > 0.18 ? 0 : 255;
  for (let share = 0; share < 1; share += STEP) {
    const found = mixed(colour, towards, share);
    if (contrast(found, ground) >= ENOUGH && contrast(found, towards ? "#000000" : "#ffffff") >= ENOUGH) return found;
  }
  return towards ? "#ffffff" : "#000000";
}

function mixed(colour, towards, share) {
  const one = parts(colour).map((part) => Math.round(part + (towards - part) * share));
  return `#${one.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = parts(colour)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parts(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
