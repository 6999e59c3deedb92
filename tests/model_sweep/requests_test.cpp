// Every operation of the model, with requests that keep to it and requests that break it in one place at a time.
#include <gtest/gtest.h>
#include <rapidjson/pointer.h>

#include <algorithm>

#include "server/api/operation.h"
#include "server/protocol/validator.h"
#include "tests/model_sweep/breakages.h"
#include "tests/model_sweep/expectations.h"
#include "tests/model_sweep/sites.h"
#include "tests/support/refusal.h"

namespace rockpool::model_sweep {
namespace {

// Failures show the heads of texts that may be megabytes long.
std::string Head(const std::string& text) {
  constexpr std::size_t kShown = 300;
  return text.size() <= kShown ? text : text.substr(0, kShown) + "... (" + std::to_string(text.size()) + " bytes)";
}

class ModelSweep : public ::testing::TestWithParam<std::string> {
 protected:
  ModelSweep() : input_(*RawModel::Get().operations().at(GetParam()).input), sites_(SitesOf(input_)) {
    full_.CopyFrom(ValidValue(input_, Extent::kFull, allocator()), allocator());
  }

  Allocator& allocator() { return full_.GetAllocator(); }

  std::string Refused(const Json& request) const {
    const api::Operation* operation = api::FindOperation(GetParam());
    return operation == nullptr ? "no such operation" : support::RefusalOf([&] { protocol::Validate(*operation->input, request); });
  }

  // What the full request is refused with when another value stands at the site.
  std::string RefusedWith(const Site& site, const Json& value) {
    const rapidjson::Pointer pointer(site.pointer.c_str(), site.pointer.size());
    Json kept = std::move(*pointer.Get(full_));
    *pointer.Get(full_) = Json(value, allocator());
    const std::string refusal = Refused(full_);
    *pointer.Get(full_) = std::move(kept);
    return refusal;
  }

  std::string RefusedWithout(const Site& site) {
    const rapidjson::Pointer pointer(site.pointer.c_str(), site.pointer.size());
    rapidjson::Document request;
    request.CopyFrom(full_, request.GetAllocator());
    pointer.Erase(request);
    return Refused(request);
  }

  static void ExpectSame(const std::string& actual, const std::string& expected, const Site& site) {
    EXPECT_TRUE(actual == expected) << "at " << site.pointer << "\n  answered " << Head(actual) << "\n  expected " << Head(expected);
  }

  const RawShape& input_;
  std::vector<Site> sites_;
  rapidjson::Document full_;
};

TEST_P(ModelSweep, AcceptsARequestOfJustWhatIsRequired) {
  EXPECT_EQ(Head(Refused(ValidValue(input_, Extent::kMinimal, allocator()))), "accepted");
}

TEST_P(ModelSweep, AcceptsARequestWithEveryMember) { EXPECT_EQ(Head(Refused(full_)), "accepted"); }

TEST_P(ModelSweep, AcceptsWhatStandsJustAtALimit) {
  for (const Site& site : sites_) {
    for (const Json& value : ValuesAtTheLimits(*site.shape, allocator())) {
      ExpectSame(RefusedWith(site, value), "accepted", site);
    }
  }
}

TEST_P(ModelSweep, ReadsNumbersAndBooleansFromStrings) {
  for (const Site& site : sites_) {
    for (const Json& value : LenientValuesOf(*site.shape, allocator())) {
      ExpectSame(RefusedWith(site, value), "accepted", site);
    }
  }
}

TEST_P(ModelSweep, NamesARequiredMemberThatIsMissingOrNull) {
  for (const Site& site : sites_) {
    const std::string item = Item(*site.shape, Json(), false, site.path, "Member must not be null");
    const std::string expected = site.required ? Refusal({item}) : "accepted";
    const bool is_element = site.path.ends_with(".member");
    if (!is_element) {
      ExpectSame(RefusedWithout(site), expected, site);
      ExpectSame(RefusedWith(site, Json()), expected, site);
    }
  }
}

TEST_P(ModelSweep, NamesEveryBrokenConstraint) {
  for (const Site& site : sites_) {
    for (const Breakage& breakage : BreakagesOf(*site.shape, allocator())) {
      const std::vector<std::string> texts = BrokenTexts(*site.shape, breakage.value);
      ASSERT_NE(std::ranges::find(texts, breakage.constraint), texts.end())
          << "the test's own value is no good for " << breakage.constraint;
      std::vector<std::string> items;
      for (const std::string& text : texts) {
        items.push_back(Item(*site.shape, breakage.value, site.sensitive, site.path, text));
      }
      ExpectSame(RefusedWith(site, breakage.value), Refusal(items), site);
    }
  }
}

TEST_P(ModelSweep, RefusesEveryWrongJsonType) {
  for (const Site& site : sites_) {
    for (const WrongType& wrong : WrongTypesOf(*site.shape, allocator())) {
      ExpectSame(RefusedWith(site, wrong.value), "SerializationException: " + wrong.message, site);
    }
  }
}

std::vector<std::string> OperationNames() {
  std::vector<std::string> names;
  for (const auto& [name, operation] : RawModel::Get().operations()) {
    names.push_back(name);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Operations, ModelSweep, ::testing::ValuesIn(OperationNames()), [](const auto& info) { return info.param; });

}  // namespace
}  // namespace rockpool::model_sweep
