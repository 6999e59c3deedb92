#include "server/unknown_variables.h"

#include <gtest/gtest.h>

namespace rockpool {
namespace {

TEST(EditDistance, CountsLettersThatDiffer) {
  EXPECT_EQ(EditDistance("", ""), 0U);
  EXPECT_EQ(EditDistance("port", "port"), 0U);
  EXPECT_EQ(EditDistance("port", ""), 4U);
  EXPECT_EQ(EditDistance("", "port"), 4U);
  EXPECT_EQ(EditDistance("prot", "port"), 2U);
  EXPECT_EQ(EditDistance("pot", "port"), 1U);
  EXPECT_EQ(EditDistance("ports", "port"), 1U);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
}

TEST(UnknownVariables, AreToldTheNearestName) {
  const std::vector<std::string> known{"ROCKPOOL_HOST", "ROCKPOOL_PORT", "ROCKPOOL_TLS_PORT"};
  const std::vector<std::string> set{"ROCKPOOL_PROT", "PATH", "ROCKPOOL_PORT", "ROCKPOOL_TLSPORT", "ROCKPOOL", "rockpool_port"};
  EXPECT_EQ(WarningsOf(set, known),
            (std::vector<std::string>{"There is no option for the variable ROCKPOOL_PROT; the nearest is ROCKPOOL_PORT.",
                                      "There is no option for the variable ROCKPOOL_TLSPORT; the nearest is ROCKPOOL_TLS_PORT."}));
}

TEST(UnknownVariables, CostNoMoreThanTheirBeginning) {
  const std::vector<std::string> set{"ROCKPOOL_" + std::string(100'000, 'X')};
  EXPECT_EQ(WarningsOf(set, std::vector<std::string>{"ROCKPOOL_PORT"}).size(), 1U);
}

}  // namespace
}  // namespace rockpool
