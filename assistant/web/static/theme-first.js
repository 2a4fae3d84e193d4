// Before anything is painted: the colours that were chosen last time.
try {
  const chosen = localStorage.getItem("hiring-assistant:theme:1")?.replaceAll('"', "");
  if (chosen === "dark" || chosen === "light") document.documentElement.classList.add(chosen);
} catch {
  // Storage is refused: follow the system.
}
