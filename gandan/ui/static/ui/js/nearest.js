// Puts the nearest places first when the reader asks for it. The position stays on this device: nothing is sent.
const button = document.querySelector("[data-near]"), told = document.querySelector("[data-near-say]");
const lists = [...document.querySelectorAll("[data-points]")];
const RADIUS = 6371; // km

function far(a, b) {
  const rad = Math.PI / 180, dLat = (b.lat - a.lat) * rad, dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(h));
}

const words = (km) => {
  const number = new Intl.NumberFormat(document.documentElement.lang || "vi", { maximumFractionDigits: 1 });
  return km < 1 ? `${Math.round(km * 10) * 100} m` : `${number.format(km)} km`;
};

function say(text) { told.textContent = text; told.hidden = false; }

function arrange(here) {
  const places = lists.flatMap((list) => [...list.querySelectorAll("[data-point]")]);
  const distance = new Map(places.map((place) => {
    const { lat, lon } = place.dataset;
    return [place, lat ? far(here, { lat: Number(lat), lon: Number(lon) }) : Infinity];
  }));
  const rank = (place) => ("helps" in place.dataset ? 1e6 : 0) + Math.min(distance.get(place), 1e5);
  places.sort((a, b) => rank(a) - rank(b)); // without a position: as they stood; who only helps comes last
  let left = places;
  for (const list of lists) {
    const most = Number(list.dataset.points) || left.length;
    list.append(...left.slice(0, most));
    left = left.slice(most);
  }
  for (const [place, km] of distance) if (km < Infinity) place.querySelector("[data-far]").textContent = words(km);
  say(told.dataset.sayDone);
}

if (button && navigator.geolocation && document.querySelector("[data-point][data-lat]")) {
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => arrange({ lat: coords.latitude, lon: coords.longitude }),
      () => say(told.dataset.sayDenied),
      { timeout: 15000, maximumAge: 300000 }
    )
  );
}
