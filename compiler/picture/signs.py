"""The signs on stops: lines on a sheet of 16 by 16, drawn as paths of SVG."""

from __future__ import annotations

from compiler.picture.journey import Sign

PATHS: dict[Sign, str] = {
    Sign.FLAG: "M4 14.5V2M4 2.5h8.2l-1.9 2.9 1.9 2.9H4",
    Sign.DOOR: "M9.5 14H3V2h6.5M6.8 8h7M11.2 5.2 14 8l-2.8 2.8",
    Sign.CLOCK: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.6V8l2.3 1.6",
    Sign.EAR: "M4.5 2h7M4.5 14h7M5.4 2v2.6L8 8l2.6-3.4V2M5.4 14v-2.6L8 8l2.6 3.4V14",
    Sign.FORK: "M8 14V9.5M8 9.5C8 6.5 3.5 7 3.5 3M8 9.5c0-3 4.5-2.5 4.5-6.5M1.6 4.6 3.5 2.6l1.9 2"
               "M10.6 4.6l1.9-2 1.9 2",
    Sign.QUESTION: "M5.2 5.6a2.8 2.8 0 1 1 4.2 2.5C8.5 8.6 8 9.1 8 10.2M8 12.8v.4",
    Sign.LETTER: "M1.8 3.5h12.4v9H1.8zM1.8 4.2 8 9l6.2-4.8",
    Sign.BUBBLE: "M2 2.8h12v8H7.4L4.2 13.6v-2.8H2zM4.8 5.7h6.4M4.8 8h4",
    Sign.BELL: "M3.2 11.6h9.6c-1.1-1.1-1.3-2.3-1.3-4.6a3.5 3.5 0 0 0-7 0c0 2.3-.2 3.5-1.3 4.6"
               "M6.6 13.6c.7.8 2.1.8 2.8 0",
    Sign.PERSON: "M8 8.2a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.6 14c.4-2.8 2.6-4 5.4-4s5 1.2 5.4 4",
    Sign.GIFT: "M2.2 5.5h11.6v3H2.2zM3.2 8.5v5.3h9.6V8.5M8 5.5v8.3M8 5.3C6.5 1.2 2.8 2.5 5 5.3"
               "M8 5.3c1.5-4.1 5.2-2.8 3 0",
    Sign.PLUG: "M5.6 1.8v3.6M10.4 1.8v3.6M3.8 5.4h8.4v2.2a4.2 4.2 0 0 1-8.4 0zM8 11.8v2.8",
    Sign.TAG: "M2.2 2.2h5.6l6 6-5.6 5.6-6-6zM5 5h.1",
    Sign.LOOP: "M3 8a5 5 0 0 1 9-3M12.4 2.2V5.2H9.4M13 8a5 5 0 0 1-9 3M3.6 13.8v-3h3",
}  # fmt: skip
