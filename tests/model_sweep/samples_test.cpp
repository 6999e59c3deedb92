// The sweep's samples themselves: without them good, its findings would mean nothing.
#include "tests/model_sweep/samples.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>

namespace rockpool::model_sweep {
namespace {

TEST(ModelSweepSamples, CoverEveryPatternOfTheModel) {
  for (const auto& [name, shape] : RawModel::Get().shapes()) {
    if (!shape.pattern_text.empty()) {
      EXPECT_NE(FindSample(shape.pattern_text), nullptr) << name << ": " << shape.pattern_text;
    }
  }
}

TEST(ModelSweepSamples, HaveNoRowForAPatternThatTheModelHasNot) {
  for (const PatternSample& sample : PatternSamples()) {
    const bool is_used =
        std::ranges::any_of(RawModel::Get().shapes(), [&](const auto& entry) { return entry.second.pattern_text == sample.pattern; });
    EXPECT_TRUE(is_used) << sample.pattern;
  }
}

TEST(ModelSweepSamples, SatisfyTheirPatternsAndLimits) {
  for (const auto& [name, shape] : RawModel::Get().shapes()) {
    if (!shape.pattern_text.empty()) {
      const std::string text = ValidText(shape);
      EXPECT_TRUE(RE2::FullMatch(text, RE2(shape.re2_pattern))) << name << ": " << text;
      EXPECT_GE(static_cast<std::int64_t>(text.size()), shape.min.value_or(0)) << name;
      EXPECT_LE(static_cast<std::int64_t>(text.size()), shape.max.value_or(1000)) << name;
    }
  }
}

TEST(ModelSweepSamples, BreakEveryPattern) {
  for (const auto& [name, shape] : RawModel::Get().shapes()) {
    if (shape.pattern_text.empty()) {
      continue;
    }
    const auto broken = TextBreakingThePattern(shape);
    EXPECT_TRUE(broken.has_value()) << name;
    if (broken) {
      EXPECT_FALSE(RE2::FullMatch(*broken, RE2(shape.re2_pattern))) << name << ": " << *broken;
    }
  }
}

}  // namespace
}  // namespace rockpool::model_sweep
