#include "idealloc/Planner/Strategies.h"

#include <iostream>

bool registerStacked();

int main() {
  idealloc::Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 64},
                                        {.lifetime = {2, 6}, .size = 32},
                                        {.lifetime = {4, 8}, .size = 64}}};
  idealloc::Result<idealloc::Plan> result =
      idealloc::planWith(idealloc::defaultStrategy(), problem);
  if (!result)
    return 1;
  std::cout << "arena " << result->makespan << ", " << toString(result->status)
            << "\n";
  if (!registerStacked())
    return 1;
  std::cout << "stacked " << planWith("stacked", problem)->makespan << "\n";
}
