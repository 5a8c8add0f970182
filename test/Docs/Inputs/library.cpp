// The lines of docs/Use.md in a program.
#include "idealloc/Planner/Strategies.h"

#include <iostream>

int main() {
#include "lines.inc"
}
