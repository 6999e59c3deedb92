// The generated tables against the sweep's own reading of the model: what requests alone do not show.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "server/api/operation.h"
#include "tests/model_sweep/raw_model.h"

namespace rockpool::model_sweep {
namespace {

// All generated shapes that the operations lead to, by address.
std::set<const api::Shape*> GeneratedShapes() {
  std::set<const api::Shape*> seen;
  std::vector<const api::Shape*> waiting;
  for (const api::Operation& operation : api::Operations()) {
    waiting.insert(waiting.end(), {operation.input, operation.output});
  }
  while (!waiting.empty()) {
    const api::Shape* shape = waiting.back();
    waiting.pop_back();
    if (shape == nullptr || !seen.insert(shape).second) {
      continue;
    }
    for (const api::Member& member : shape->members) {
      waiting.push_back(member.shape);
    }
    waiting.insert(waiting.end(), {shape->key, shape->element});
  }
  return seen;
}

std::string KindText(api::ShapeKind kind) {
  constexpr const char* kTexts[] = {"structure", "list", "map", "string", "integer", "long", "boolean", "timestamp", "blob", "document"};
  return kTexts[static_cast<std::size_t>(kind)];
}

std::string NameOf(const api::Shape* shape) { return shape == nullptr ? "" : std::string(shape->name); }
std::string NameOf(const RawShape* shape) { return shape == nullptr ? "" : shape->name; }

TEST(ModelTables, KnowAllOperationsByName) {
  const auto& operations = RawModel::Get().operations();
  ASSERT_EQ(operations.size(), 140U);
  ASSERT_EQ(api::Operations().size(), 140U);
  for (const auto& [name, raw] : operations) {
    const api::Operation* operation = api::FindOperation(name);
    ASSERT_NE(operation, nullptr) << name;
    EXPECT_EQ(operation->name, name);
  }
}

TEST(ModelTables, KnowNoOtherOperations) {
  for (const char* name : {"", "adminGetUser", "AdminGetUse", "AdminGetUserr", "Zzz", " AdminGetUser"}) {
    EXPECT_EQ(api::FindOperation(name), nullptr) << name;
  }
}

TEST(ModelTables, AgreeOnInputOutputErrorsAndSigning) {
  for (const auto& [name, raw] : RawModel::Get().operations()) {
    const api::Operation& operation = *api::FindOperation(name);
    EXPECT_EQ(NameOf(operation.input), NameOf(raw.input)) << name;
    EXPECT_EQ(NameOf(operation.output), NameOf(raw.output)) << name;
    EXPECT_EQ(operation.is_signed, raw.is_signed) << name;
    EXPECT_EQ(std::vector<std::string>(operation.errors.begin(), operation.errors.end()), raw.errors) << name;
  }
}

TEST(ModelTables, AgreeOnEveryShapeOfRequestsAndAnswers) {
  for (const api::Shape* shape : GeneratedShapes()) {
    const std::string name(shape->name);
    const RawShape& raw = RawModel::Get().shapes().at(name);
    EXPECT_EQ(KindText(shape->kind), raw.type) << name;
    EXPECT_EQ(shape->sensitive, raw.sensitive) << name;
    EXPECT_EQ(shape->min, raw.min.value_or(api::Shape::kNoMin)) << name;
    EXPECT_EQ(shape->max, raw.max.value_or(api::Shape::kNoMax)) << name;
    EXPECT_EQ(shape->pattern, raw.re2_pattern) << name;
    EXPECT_EQ(shape->pattern_text, raw.pattern_text) << name;
    EXPECT_EQ(std::vector<std::string>(shape->enumeration.begin(), shape->enumeration.end()), raw.enumeration) << name;
    EXPECT_EQ(NameOf(shape->key), NameOf(raw.key)) << name;
    EXPECT_EQ(NameOf(shape->element), NameOf(raw.element)) << name;
  }
}

TEST(ModelTables, AgreeOnEveryMemberOfEveryStructure) {
  for (const api::Shape* shape : GeneratedShapes()) {
    const RawShape& raw = RawModel::Get().shapes().at(std::string(shape->name));
    EXPECT_EQ(shape->members.size(), raw.members.size()) << shape->name;
    for (const RawMember& raw_member : raw.members) {
      const api::Member* member = api::FindMember(*shape, raw_member.name);
      ASSERT_NE(member, nullptr) << shape->name << "." << raw_member.name;
      EXPECT_EQ(member->path, raw_member.path) << shape->name;
      EXPECT_EQ(NameOf(member->shape), NameOf(raw_member.shape)) << shape->name << "." << raw_member.name;
      EXPECT_EQ(member->required, raw_member.required) << shape->name << "." << raw_member.name;
    }
  }
}

TEST(ModelTables, TellTheViolationsOfEachMemberOnce) {
  for (const api::Shape* shape : GeneratedShapes()) {
    std::vector<std::size_t> told(shape->told.begin(), shape->told.end());
    std::ranges::sort(told);
    std::vector<std::size_t> all(shape->members.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    EXPECT_EQ(told, all) << shape->name;
  }
}

TEST(ModelTables, HaveNoStructureWiderThanTheValidatorCanHold) {
  constexpr std::size_t kMaxMembersOfTheValidator = 64;
  for (const api::Shape* shape : GeneratedShapes()) {
    EXPECT_LE(shape->members.size(), kMaxMembersOfTheValidator) << shape->name;
  }
}

TEST(ModelTables, HaveNoPatternThatRe2DoesNotTake) {
  for (const api::Shape* shape : GeneratedShapes()) {
    const RE2 expression(re2::StringPiece(shape->pattern.data(), shape->pattern.size()), RE2::Quiet);
    EXPECT_TRUE(expression.ok()) << shape->name << ": " << expression.error();
  }
}

}  // namespace
}  // namespace rockpool::model_sweep
