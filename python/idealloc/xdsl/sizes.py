"""Bytes of memrefs, as lib/Dialect/MemRefBytes.cpp counts them without a data layout."""

from __future__ import annotations

from math import prod

from xdsl.dialects.builtin import (
    AnyFloat,
    ComplexType,
    IndexType,
    IntegerType,
    MemRefType,
    NoneAttr,
    StridedLayoutAttr,
    VectorType,
)
from xdsl.ir import Attribute


def _power_of_two(value: int) -> int:
    return 1 << max(value - 1, 0).bit_length()


def _scalar_bits(type: Attribute) -> int | None:
    if isinstance(type, IndexType):
        return 64
    if isinstance(type, IntegerType):
        return type.width.data or None
    return type.bitwidth if isinstance(type, AnyFloat) else None


def element_bytes(type: Attribute) -> int | None:
    """Bytes between elements in memory; None for types without a fixed size."""
    if isinstance(type, ComplexType):
        part = _scalar_bits(type.element_type)
        return None if part is None else 2 * _rounded(part)
    if isinstance(type, VectorType):
        return _vector_bytes(type)
    bits = _scalar_bits(type)
    return None if bits is None else _rounded(bits)


def _rounded(bits: int) -> int:
    size = -(-bits // 8)
    alignment = min(_power_of_two(size), 16)
    return -(-size // alignment) * alignment


def _vector_bytes(type: VectorType) -> int | None:
    bits = _scalar_bits(type.element_type)
    if bits is None or any(is_scalable.value.data for is_scalable in type.scalable_dims):
        return None
    shape = type.get_shape()
    row = _power_of_two(-(-(shape[-1] if shape else 1) * bits // 8))
    return _power_of_two(row * prod(shape[:-1])) if len(shape) > 1 else row


def element_alignment(type: Attribute) -> int | None:
    """An alignment in bytes that loads and stores may assume, or more."""
    if isinstance(type, ComplexType):
        type = type.element_type
    size = element_bytes(type)
    return None if size is None else _power_of_two(size)


def memref_bytes(type: MemRefType) -> int | None:
    """Bytes from the first to behind the last element; None if the shape or layout
    is dynamic or not strided, or the type has no fixed size."""
    size = element_bytes(type.element_type)
    shape = type.get_shape()
    if size is None or any(extent < 0 for extent in shape):
        return None
    if 0 in shape:
        return 0
    if isinstance(type.layout, NoneAttr):
        return prod(shape) * size
    if not isinstance(type.layout, StridedLayoutAttr) or type.layout.get_offset() != 0:
        return None
    strides = type.layout.get_strides()
    if any(stride is None or stride < 0 for stride in strides):
        return None
    return (1 + sum((n - 1) * (s or 0) for n, s in zip(shape, strides))) * size
