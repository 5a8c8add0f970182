//===- GeneratorElements.cpp - Arithmetic on elements ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Generator.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace idealloc::fuzz;

static int widthOf(const std::string &element) {
  return element == "index" ? 64 : std::stoi(element.substr(1));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Never undefined and never a NaN: floats become integers by comparison.
std::string Generator::convert(std::string x, const std::string &from,
                               const std::string &to) {
  if (from == to)
    return x;
  auto cast = [&](const char *op, const std::string &x, const std::string &from,
                  const std::string &to) {
    return value(Twine(op) + " " + x + " : " + from + " to " + to);
  };
  if (from[0] == 'f' && to[0] == 'f')
    return cast(widthOf(from) < widthOf(to) ? "arith.extf" : "arith.truncf", x,
                from, to);
  if (from[0] == 'f') {
    std::string isLess =
        value("arith.cmpf olt, " + x + ", " + constant(0, from) + " : " + from);
    if (to == "index")
      return cast("arith.index_castui", isLess, "i1", to);
    return cast("arith.extui", isLess, "i1", to);
  }
  if (to[0] == 'f' && from == "index")
    return convert(cast("arith.index_cast", x, from, "i64"), "i64", to);
  if (to[0] == 'f')
    return cast("arith.sitofp", x, from, to);
  if (from == "index" || to == "index")
    return cast("arith.index_cast", x, from, to);
  return cast(widthOf(from) < widthOf(to) ? "arith.extsi" : "arith.trunci", x,
              from, to);
}

/// Integers: depends on all bits of both. Floats: no larger than both.
std::string Generator::combine(const std::string &a, const std::string &b,
                               const std::string &element) {
  auto binary = [&](const char *op, const std::string &a,
                    const std::string &b) {
    return value(Twine(op) + " " + a + ", " + b + " : " + element);
  };
  if (element[0] == 'f') {
    std::string half = value("arith.constant 0.5 : " + element);
    std::string x = binary("arith.mulf", a, half);
    return binary(random.chance(50) ? "arith.addf" : "arith.subf", x,
                  binary("arith.mulf", b, half));
  }
  switch (random.below(3)) {
  case 0:
    return binary("arith.addi", a, b);
  case 1:
    return binary("arith.subi", a, b);
  default:
    return binary("arith.xori", binary("arith.muli", a, constant(3, element)),
                  b);
  }
}

/// An i64 with all bits of a value; all NaNs are one.
std::string Generator::bits(std::string x, const std::string &element) {
  if (element == "i64")
    return x;
  if (element[0] == 'v') {
    std::string twos =
        value("vector.bitcast " + x + " : " + element + " to vector<2xi64>");
    std::string low =
        value("vector.extract " + twos + "[0] : i64 from vector<2xi64>");
    std::string high =
        value("vector.extract " + twos + "[1] : i64 from vector<2xi64>");
    std::string scaled = value("arith.muli " + high + ", " +
                               constant(1000003, "i64") + " : i64");
    return value("arith.xori " + low + ", " + scaled + " : i64");
  }
  if (element == "index")
    return value("arith.index_cast " + x + " : index to i64");
  std::string integer = element;
  if (element[0] == 'f') {
    std::string isNaN =
        value("arith.cmpf uno, " + x + ", " + x + " : " + element);
    std::string zero = value("arith.constant 0.0 : " + element);
    x = value("arith.select " + isNaN + ", " + zero + ", " + x + " : " +
              element);
    integer = "i" + element.substr(1);
    x = value("arith.bitcast " + x + " : " + element + " to " + integer);
  }
  return integer == "i64"
             ? x
             : value("arith.extui " + x + " : " + integer + " to i64");
}
