#include "idealloc/Dialect/Idealloc.h"
#include "idealloc/Transforms/Passes.h"

#include "mlir/InitAllDialects.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  registry.insert<idealloc::IdeallocDialect>();
  idealloc::registerPassesAndPipeline();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "a compiler with idealloc\n", registry));
}
