//! What keeps the main thread of a page busy for long.

/// In every page, from its beginning: `longTasks()` is a list of when tasks of 50 ms and more began and ended, in
/// milliseconds. The browser's own list of long tasks leaves out those that run no script, which the first style and
/// layout of a page are mostly: these end a frame, so they are in its list of slow frames.
pub(crate) const WATCH: &str = "
    {
        const tasks = [], renderings = [];
        const each = (type, act) =>
            new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
        each('longtask', ({ startTime, duration }) => tasks.push([startTime, startTime + duration]));
        each('long-animation-frame', ({ startTime, duration, renderStart }) => {
            const end = startTime + duration;
            if (renderStart && end - renderStart >= 50) renderings.push([renderStart, end]);
        });
        const isNoted = ([start, end]) => tasks.some((task) => task[0] < end && start < task[1]);
        window.longTasks = () => [...tasks, ...renderings.filter((one) => !isNoted(one))];
    }
";
