#include "server/protocol/validator.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "server/api/service_exception.h"

namespace rockpool::protocol {
namespace {

using api::JsonValue;
using api::Shape;
using api::ShapeKind;

bool HoldsOthers(const Shape& shape) {
  return shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kList || shape.kind == ShapeKind::kMap;
}

// Where the walk stands, a step for each container. Only what is reported needs the path as text.
struct Place {
  const Place* outer = nullptr;
  std::string_view name{};  // of a structure's member or a map's entry
  std::size_t index = 0;    // of a list's element, from 1; 0: not in a list
  bool is_member = false;
};

std::string PathText(const Place* place) {
  if (place == nullptr) {
    return {};
  }
  std::string text = PathText(place->outer);
  text.append(text.empty() ? "" : ".").append(place->index == 0 ? std::string(place->name) : std::to_string(place->index));
  return text.append(place->is_member ? "" : ".member");
}

// One walk along a request; owns the list of what is wrong.
class Walk {
 public:
  void CheckStructure(const Shape& shape, const JsonValue& object, const Place* place);
  void ThrowIfAny() const;
  const ValidationWork& work() const { return work_; }

 private:
  void CheckValue(const Shape& shape, const JsonValue& value, const Place& place);
  void CheckList(const Shape& shape, const JsonValue& list, const Place& place);
  void CheckMap(const Shape& shape, const JsonValue& map, const Place& place);

  // What the elements of a list, or the keys or values of a map, break of their own shape: reported once, for the whole.
  struct ElementFaults {
    bool null = false;
    bool constraint = false;
  };
  void CheckElement(const Shape& element, const JsonValue& value, ElementFaults& faults);
  void ReportElements(const Shape& shape, const JsonValue& value, std::string_view what, const Shape& element, ElementFaults faults,
                      const Place& place);

  ConstraintSet Broken(const Shape& shape, const JsonValue& value);
  void Report(const Shape& shape, const JsonValue& value, const std::string& constraint, const Place& place);
  bool IsFull() const { return violations_.size() == kMaxViolations; }

  bool inside_sensitive_ = false;  // what a sensitive structure or map holds is as sensitive
  std::size_t past_maximum_ = 0;   // elements of lists that are too long
  std::vector<std::string> violations_;
  ValidationWork work_;
};

ConstraintSet Walk::Broken(const Shape& shape, const JsonValue& value) {
  ++work_.values;
  return BrokenConstraints(shape, value);
}

void Walk::Report(const Shape& shape, const JsonValue& value, const std::string& constraint, const Place& place) {
  if (IsFull()) {
    return;
  }
  ++work_.texts;
  std::string shown;
  if (value.IsNull()) {
    shown = "null";
  } else if (!shape.sensitive && !inside_sensitive_) {
    shown.append("'").append(ValueText(shape, value)).append("'");
  }
  violations_.push_back(api::Violation(shown, PathText(&place), constraint));
}

void Walk::CheckStructure(const Shape& shape, const JsonValue& object, const Place* place) {
  constexpr std::size_t kMaxMembers = 64;  // a test holds the model to it
  std::array<const JsonValue*, kMaxMembers> given;
  std::fill_n(given.begin(), shape.members.size(), nullptr);
  for (const auto& entry : object.GetObject()) {
    if (const api::Member* member = api::FindMember(shape, api::TextOf(entry.name))) {
      given.at(static_cast<std::size_t>(member - shape.members.data())) = &entry.value;
    }
  }
  static const JsonValue null;
  for (const std::size_t i : shape.told) {
    if (IsFull()) {
      break;
    }
    const api::Member& member = shape.members[i];
    const Place inside{.outer = place, .name = member.path, .is_member = true};
    if (given.at(i) != nullptr && !given.at(i)->IsNull()) {
      CheckValue(*member.shape, *given.at(i), inside);
    } else if (member.required) {
      Report(*member.shape, null, "Member must not be null", inside);
    }
  }
}

void Walk::CheckValue(const Shape& shape, const JsonValue& value, const Place& place) {
  const ConstraintSet broken = Broken(shape, value);
  for (std::size_t kind = 0; kind < kConstraintKinds; ++kind) {
    if (broken[kind]) {
      Report(shape, value, ConstraintText(shape, static_cast<Constraint>(kind)), place);
    }
  }
  const bool outside_sensitive = inside_sensitive_;
  inside_sensitive_ |= shape.sensitive;
  if (shape.kind == ShapeKind::kStructure) {
    CheckStructure(shape, value, &place);
  } else if (shape.kind == ShapeKind::kList) {
    CheckList(shape, value, place);
  } else if (shape.kind == ShapeKind::kMap) {
    CheckMap(shape, value, place);
  }
  inside_sensitive_ = outside_sensitive;
}

void Walk::CheckElement(const Shape& element, const JsonValue& value, ElementFaults& faults) {
  if (value.IsNull()) {
    faults.null = true;
  } else if (!faults.constraint) {
    faults.constraint = Broken(element, value).any();
  }
}

void Walk::ReportElements(const Shape& shape, const JsonValue& value, std::string_view what, const Shape& element, ElementFaults faults,
                          const Place& place) {
  if (faults.constraint) {
    Report(shape, value, std::string(what) + " must satisfy constraint: " + ConstraintList(element), place);
  }
  if (faults.null) {
    // Assumed: as AWS Lambda says it
    Report(shape, value, std::string(what) + " must satisfy constraint: [Member must not be null]", place);
  }
}

void Walk::CheckList(const Shape& shape, const JsonValue& list, const Place& place) {
  const Shape& element = *shape.element;
  ElementFaults faults;
  std::size_t index = 0;
  for (const auto& value : list.GetArray()) {
    ++index;
    const bool is_past_maximum = std::cmp_greater(index, shape.max);
    if (IsFull() || (is_past_maximum && ++past_maximum_ > kMaxElementsPastMaximum)) {
      break;
    }
    if (HoldsOthers(element) && !value.IsNull()) {
      CheckValue(element, value, {.outer = &place, .index = index});
    } else {
      CheckElement(element, value, faults);
    }
  }
  ReportElements(shape, list, "Member", element, faults, place);
}

void Walk::CheckMap(const Shape& shape, const JsonValue& map, const Place& place) {
  const Shape& element = *shape.element;
  ElementFaults key_faults;
  ElementFaults value_faults;
  for (const auto& entry : map.GetObject()) {
    if (IsFull()) {
      break;
    }
    CheckElement(*shape.key, entry.name, key_faults);
    if (shape.takes_null && entry.value.IsNull()) {
      continue;
    }
    if (HoldsOthers(element) && !entry.value.IsNull()) {
      CheckValue(element, entry.value, {.outer = &place, .name = api::TextOf(entry.name)});
    } else {
      CheckElement(element, entry.value, value_faults);
    }
  }
  ReportElements(shape, map, "Map keys", *shape.key, key_faults, place);
  ReportElements(shape, map, "Map value", element, value_faults, place);
}

void Walk::ThrowIfAny() const {
  if (!violations_.empty()) {
    throw api::InvalidParameterException(api::ViolationsText(violations_));
  }
}

}  // namespace

void Validate(const Shape& input, const JsonValue& request, ValidationWork* work) {
  CheckJsonTypes(input, request);
  Walk walk;
  walk.CheckStructure(input, request, nullptr);
  if (work != nullptr) {
    work->values += walk.work().values;
    work->texts += walk.work().texts;
  }
  walk.ThrowIfAny();
}

}  // namespace rockpool::protocol
