// The example is to work where the page was reached: through a proxy, on another port, under another name.
document.getElementById('origin').textContent = location.origin;
