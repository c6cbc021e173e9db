// Keeps the map moving where a frame takes long to draw: its last picture is moved and scaled, and
// drawn anew once too little of it is in view. On a machine that draws fast, each frame is drawn.
//
// Takes the place of `_render` of MapLibre GL JS, which is the library's own; its version is held in
// requirements/web.toml, and tests/browser/test_map.py sees whether the two still agree.

const FRAME = 20; // milliseconds: what takes longer does not come to 50 frames a second
const TRIED = 5; // drawings of a movement that are timed, and the latest that are gone by
const BARE = 128; // pixels at an edge without a picture before it is drawn anew
const SCALED = 1.5; // times as large, or as small, before it is drawn anew
const REST = 2; // times the cost of a drawing that are left to moving after it
const STILL = 120; // milliseconds without a step after which a hand that holds on sees all of it

// Where a picture of a size stands now, from where it was drawn: its corner, its scale, and how many
// pixels at the worst edge it leaves bare.
export function carried(chart, drawn, { clientWidth: wide, clientHeight: tall }) {
  const scale = 2 ** (chart.getZoom() - drawn.zoom);
  const { x, y } = chart.project(drawn.center);
  const [left, top] = [x - (scale * wide) / 2, y - (scale * tall) / 2];
  const bare = Math.max(left, top, wide - left - scale * wide, tall - top - scale * tall);
  return { left, top, scale, bare };
}

export function startPace(chart) {
  const canvas = chart.getCanvas();
  const ink = canvas.getContext("webgl2");
  const draw = chart._render.bind(chart);
  let drawn = null; // where the picture was drawn: centre and zoom
  let ended = 0; // when
  let costs = [];
  let tried = 0;
  let timer = 0;

  const cost = () => (costs.length ? Math.min(...costs) : 0);

  // What was asked for is drawn later, elsewhere: a fence says when it is. To wait for it here would
  // hold up the page.
  const time = (began) => {
    const fence = ink.fenceSync(ink.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!fence) return; // the machine has taken the canvas away
    ink.flush();
    const look = () => {
      if (ink.getSyncParameter(fence, ink.SYNC_STATUS) === ink.UNSIGNALED) return setTimeout(look, 2);
      ink.deleteSync(fence);
      costs = [...costs, performance.now() - began].slice(-TRIED);
      return null;
    };
    setTimeout(look);
  };

  const anew = (stamp) => {
    clearTimeout(timer);
    const began = performance.now();
    draw(stamp);
    if (tried < TRIED) {
      tried += 1;
      time(began);
    }
    ended = performance.now();
    drawn = { center: chart.getCenter(), zoom: chart.getZoom() };
    canvas.style.transform = "";
    return chart;
  };

  const enough = ({ scale, bare }) => {
    const near = bare < BARE && scale < SCALED && scale > 1 / SCALED;
    return near || performance.now() - ended < REST * cost();
  };

  chart._render = (stamp) => {
    const flat = !chart.getPitch() && !chart.getBearing();
    if (!drawn || !flat || !chart.isMoving() || cost() < FRAME) return anew(stamp);
    chart._renderTaskQueue.run(stamp); // the step of the camera
    const now = carried(chart, drawn, canvas);
    if (!chart.isMoving() || !enough(now)) return anew(stamp);
    canvas.style.transform = `translate(${now.left}px, ${now.top}px) scale(${now.scale})`;
    clearTimeout(timer);
    timer = setTimeout(() => {
      drawn = null;
      chart.triggerRepaint();
    }, STILL);
    return chart;
  };
  chart.on("movestart", () => {
    tried = 0;
  });
  chart.once("idle", () => {
    [costs, tried] = [[], TRIED - 1];
    chart.triggerRepaint();
  });
}
