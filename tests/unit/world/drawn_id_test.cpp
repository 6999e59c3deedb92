#include "server/world/drawn_id.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace rockpool::world {
namespace {

using Ids = std::vector<int>;

// Draws 1, 2, 3 and so on; `taken` are the ids that somebody has.
class DrawnIds : public ::testing::Test {
 protected:
  std::string Insert(const Ids& taken) {
    return InsertUnderDrawnId([this] { return drawn_.emplace_back(std::ssize(drawn_) + 1); },
                              [&](int id) {
                                if (std::ranges::count(taken, id) != 0) {
                                  throw storage::Conflict("taken");
                                }
                                return "inserted under " + std::to_string(id);
                              });
  }

  Ids drawn_;
};

TEST_F(DrawnIds, AreDrawnOnceWhereTheFirstIsFree) {
  EXPECT_EQ(Insert({2}), "inserted under 1");
  EXPECT_EQ(drawn_, Ids{1});
}

TEST_F(DrawnIds, AreDrawnAgainWhileTheyAreTaken) {
  EXPECT_EQ(Insert({1, 2}), "inserted under 3");
  EXPECT_EQ(drawn_, (Ids{1, 2, 3}));
}

TEST_F(DrawnIds, AreGivenUpAfterThree) {
  EXPECT_THROW(Insert({1, 2, 3}), storage::Conflict);
  EXPECT_EQ(drawn_, (Ids{1, 2, 3}));
}

TEST_F(DrawnIds, AreNotDrawnAgainAfterAnotherFailure) {
  const auto fail = [](int) { throw std::runtime_error("another failure"); };
  EXPECT_THROW(InsertUnderDrawnId([this] { return drawn_.emplace_back(1); }, fail), std::runtime_error);
  EXPECT_EQ(drawn_, Ids{1});
}

}  // namespace
}  // namespace rockpool::world
