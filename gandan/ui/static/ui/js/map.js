// A map picker over ward boundaries (no tile server). Switched on by data-map; see cotton/map.html.
const PLACES = 6; // digits of a position: a hand's breadth
const NAMED = 16; // more names than that hide each other

function inRing(ring, lon, lat) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function areaAt(features, lat, lon) {
  const polygons = (geometry) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  return features.find((feature) =>
    polygons(feature.geometry).some(
      (rings) => inRing(rings[0], lon, lat) && !rings.slice(1).some((hole) => inRing(hole, lon, lat))
    )
  );
}

function nameOf(feature) {
  const said = feature.properties || {};
  return said.name || said.ten || said.code || "";
}

// The unit itself, or those that took over from it; its neighbours only say where one is.
const isOwn = (feature) => ["self", "successor"].includes((feature.properties || {}).role);

function plainTooltip(text) {
  const element = document.createElement("span");
  element.textContent = text; // never as HTML
  return element;
}

function start(box) {
  const L = window.L, said = box.dataset;
  if (!L) return;
  const lat = document.querySelector(said.inputLat), lon = document.querySelector(said.inputLon);
  if (!lat || !lon) return;
  box.hidden = false;
  const part = (name) => box.querySelector(`[data-map-${name}]`);
  const status = part("status"), clear = part("clear"), here = part("here");
  const map = L.map(box.querySelector(".map__ground"), { attributionControl: false, zoomControl: false, zoomSnap: 0.5 });
  L.control.zoom({ zoomInTitle: said.sayIn, zoomOutTitle: said.sayOut }).addTo(map);
  map.setView([Number(said.lat), Number(said.lon)], Number(said.zoom));
  const sign = L.divIcon({
    className: "map__pin",
    html: part("sign").content.firstElementChild.cloneNode(true),
    iconSize: [40, 40],
    iconAnchor: [20, 37],
  });
  let features = [], pin = null;

  const say = (text) => { status.textContent = text; };

  function show(at, tell) {
    if (!pin) {
      pin = L.marker(at, { icon: sign, draggable: true, keyboard: false }).addTo(map);
      pin.on("dragend", () => set(pin.getLatLng()));
    }
    pin.setLatLng(at);
    clear.hidden = false;
    if (!tell) return;
    const area = areaAt(features, at.lat, at.lng);
    say(area ? `${said.saySet}: ${nameOf(area)}` : features.length ? said.sayNowhere : said.saySet);
  }

  function set(at) {
    lat.value = at.lat.toFixed(PLACES);
    lon.value = at.lng.toFixed(PLACES);
    for (const input of [lat, lon]) input.dispatchEvent(new Event("change", { bubbles: true }));
    show(at, true);
  }

  function unset() {
    lat.value = lon.value = "";
    if (pin) pin.remove();
    pin = null;
    clear.hidden = true;
    for (const input of [lat, lon]) input.dispatchEvent(new Event("change", { bubbles: true }));
    say(said.sayCleared);
  }

  function fromInputs(tell) {
    const y = parseFloat(lat.value.replace(",", ".")), x = parseFloat(lon.value.replace(",", "."));
    if (!Number.isFinite(y) || !Number.isFinite(x) || Math.abs(y) > 90 || Math.abs(x) > 180) return;
    const at = L.latLng(y, x);
    show(at, tell);
    map.panTo(at);
  }

  map.on("click", (event) => set(event.latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return;
    event.preventDefault(); // Enter on the map sets the pin, it does not send the form
    set(map.getCenter());
  });
  part("pin").addEventListener("click", () => set(map.getCenter()));
  clear.addEventListener("click", unset);
  for (const input of [lat, lon]) input.addEventListener("input", () => fromInputs(false));
  if (navigator.geolocation) {
    here.hidden = false;
    here.addEventListener("click", () =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const at = L.latLng(coords.latitude, coords.longitude);
          map.setView(at, 17);
          set(at);
        },
        () => say(said.sayDenied),
        { enableHighAccuracy: true, timeout: 15000 }
      )
    );
  }
  fromInputs(false);
  for (const item of document.querySelectorAll("[data-near]")) { // what others have reported there, by its number
    const number = document.createElement("span");
    number.textContent = item.dataset.nearMark;
    const icon = L.divIcon({ className: "map__near", html: number, iconSize: [26, 26] });
    L.marker(item.dataset.near.split(",").map(Number), { icon, interactive: false, keyboard: false }).addTo(map);
    item.hidden = false;
  }
  if (!said.geojsonUrl) return;
  fetch(said.geojsonUrl, { headers: { Accept: "application/geo+json, application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((found) => {
      features = (found.features || []).filter((feature) => feature.geometry);
      const near = (feature) => (feature.properties || {}).role === "neighbour";
      const layer = L.geoJSON(features, {
        interactive: false, // a touch goes through to the map and sets the pin
        style: (feature) => ({ className: near(feature) ? "map__area map__area--near" : "map__area", weight: near(feature) ? 1 : 2 }),
        onEachFeature: (feature, shape) => features.length <= NAMED && nameOf(feature)
          && shape.bindTooltip(plainTooltip(nameOf(feature)), { permanent: true, direction: "center", className: "map__name" }),
      });
      const own = L.featureGroup(layer.getLayers().filter((shape) => !near(shape.feature)));
      layer.addTo(map);
      if (!pin && own.getBounds().isValid()) map.fitBounds(own.getBounds(), { padding: [16, 16] });
    })
    .catch(() => say(said.sayNoboundary));
}

document.querySelectorAll("[data-map]").forEach(start);
