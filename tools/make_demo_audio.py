"""Make the station ident of the demo blog: `python tools/make_demo_audio.py`. Needs lameenc only.

Eleven seconds: a struck match of noise, five bells that climb like a ladder, and a chord that stays
lit. Every sample is computed, so equal code and an equal encoder give an equal file. Prints the
length in bytes for the post's front matter.
"""

from __future__ import annotations

import array
import math
import random
from pathlib import Path

import lameenc

FILE = Path(__file__).resolve().parent.parent / "content" / "media" / "lamplighter-ident.mp3"
RATE = 44_100  # samples a second
LENGTH = 11.0  # seconds
KILOBITS = 80

# A bell is a few sine waves that die away at different speeds:
# (share of the pitch, loudness, seconds to fade).
BELL = ((0.5, 0.35, 2.6), (1.0, 1.0, 2.0), (2.0, 0.42, 1.1), (3.01, 0.2, 0.6), (4.17, 0.09, 0.35))
RUNGS = (
    (0.9, 293.66),
    (1.5, 369.99),
    (2.1, 440.0),
    (2.7, 554.37),
    (3.5, 659.26),
)  # when, and its pitch in hertz
CHORD = (146.83, 220.0, 293.66, 369.99, 554.37)


def bell(pitch: float, age: float) -> float:
    """The sound of a bell `age` seconds after it was struck."""
    if age < 0:
        return 0.0
    attack = min(1.0, age / 0.006)
    return attack * sum(
        loud * math.exp(-age / fade) * math.sin(math.tau * pitch * share * age)
        for share, loud, fade in BELL
    )


def chord(moment: float) -> float:
    """The held chord: it swells after the last rung and fades before the end."""
    swell = (
        max(0.0, min(1.0, (moment - 3.4) / 1.8))
        * max(0.0, min(1.0, (LENGTH - moment) / 4.2)) ** 1.5
    )
    breath = 1 + 0.08 * math.sin(math.tau * 0.7 * moment)
    return (
        swell
        * breath
        * sum(
            math.sin(math.tau * pitch * moment) / (index + 1.6) for index, pitch in enumerate(CHORD)
        )
    )


def match_strokes(chance: random.Random) -> list[float]:
    """Three quarters of a second of a match being struck."""
    count, last, strokes = int(RATE * 0.75), 0.0, []
    for index in range(count):
        age = index / RATE
        last += 0.35 * (chance.uniform(-1, 1) - last)
        strokes.append(
            last * (math.exp(-age / 0.05) + 0.4 * math.exp(-(((age - 0.28) / 0.16) ** 2)))
        )
    return strokes


def samples() -> array.array[int]:
    """The whole ident as 16-bit samples, one channel."""
    match = match_strokes(random.Random("lamplighter"))  # noqa: S311 - sound, not secrecy
    sound = []
    for index in range(int(RATE * LENGTH)):
        moment = index / RATE
        value = 0.5 * match[index] if index < len(match) else 0.0
        value += 0.24 * sum(bell(pitch, moment - start) for start, pitch in RUNGS) + 0.17 * chord(
            moment
        )
        sound.append(value * min(1.0, (LENGTH - moment) / 0.6))
    loudest = max(abs(value) for value in sound)
    return array.array("h", (round(value / loudest * 26_000) for value in sound))


def main() -> None:
    """Write the file."""
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(KILOBITS)
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(2)
    encoder.silence()
    FILE.write_bytes(bytes(encoder.encode(samples().tobytes()) + encoder.flush()))
    print(f"{FILE.name}: {FILE.stat().st_size} bytes, {LENGTH:.0f} seconds, audio/mpeg")


if __name__ == "__main__":
    main()
