"""Colours as they are seen without one kind of cone, or without colour, and how far apart they then stand.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency" (IEEE TVCG 15(6), 2009), for a severity of 1.0, which is worse than most people have it; they act on linear
RGB. Distances are CIE 1976 (Euclidean in L*a*b*, D65).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float64]

VISIONS: dict[str, Colours] = {
    "ordinary": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "no colour": np.array([[0.2126, 0.7152, 0.0722]] * 3),
}

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def seen(colours: object, vision: str) -> Colours:
    """Colours (0 to 255, the last axis red, green, blue) as linear light, seen like this."""
    channels = np.asarray(colours, dtype=float) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.clip(linear @ VISIONS[vision].T, 0, 1)


def apart(one: Colours, other: Colours) -> float:
    """How far two colours of linear light lie apart. Of large patches side by side one just sees 2.3."""
    return float(np.linalg.norm(_lab(one) - _lab(other)))


def contrast(one: Colours, other: Colours) -> float:
    """Their contrast by WCAG 2.2."""
    low, high = sorted(float(np.dot(colour, [0.2126, 0.7152, 0.0722])) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _lab(colour: Colours) -> Colours:
    share = (_TO_XYZ @ colour) / _WHITE
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])
