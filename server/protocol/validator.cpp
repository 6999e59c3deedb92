#include "server/protocol/validator.h"

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/errors.h"
#include "server/api/violation.h"
#include "server/protocol/constraints.h"
#include "server/protocol/json_types.h"
#include "server/protocol/value_text.h"

namespace rockpool::protocol {
namespace {

using api::JsonValue;
using api::Shape;
using api::ShapeKind;

bool HoldsOthers(const Shape& shape) {
  return shape.kind == ShapeKind::kStructure || shape.kind == ShapeKind::kList || shape.kind == ShapeKind::kMap;
}

// One walk along a request; owns the list of what is wrong and the path to where it stands.
class Walk {
 public:
  void CheckStructure(const Shape& shape, const JsonValue& object);
  void ThrowIfAny() const;

 private:
  void CheckValue(const Shape& shape, const JsonValue& value);
  void CheckList(const Shape& shape, const JsonValue& list);
  void CheckMap(const Shape& shape, const JsonValue& map);

  // What the elements of a list, or the keys or values of a map, break of their own shape: reported once, for the whole.
  struct ElementFaults {
    bool null = false;
    bool constraint = false;
  };
  static void CheckElement(const Shape& element, const JsonValue& value, ElementFaults& faults);
  void ReportElements(const Shape& shape, const JsonValue& value, std::string_view what, const Shape& element, ElementFaults faults);

  void Report(const Shape& shape, const JsonValue& value, const std::string& constraint);

  std::string path_;
  bool inside_sensitive_ = false;  // what a sensitive structure or map holds is as sensitive
  std::vector<std::string> violations_;
};

void Walk::Report(const Shape& shape, const JsonValue& value, const std::string& constraint) {
  if (violations_.size() == kMaxViolations) {
    return;
  }
  std::string shown;
  if (value.IsNull()) {
    shown = "null";
  } else if (!shape.sensitive && !inside_sensitive_) {
    shown.append("'").append(ValueText(shape, value)).append("'");
  }
  violations_.push_back(api::Violation(shown, path_, constraint));
}

void Walk::CheckStructure(const Shape& shape, const JsonValue& object) {
  constexpr std::size_t kMaxMembers = 64;  // a test holds the model to it
  std::array<const JsonValue*, kMaxMembers> given{};
  for (const auto& entry : object.GetObject()) {
    if (const api::Member* member = api::FindMember(shape, api::TextOf(entry.name))) {
      given.at(static_cast<std::size_t>(member - shape.members.data())) = &entry.value;
    }
  }
  static const JsonValue null;
  const std::size_t parent = path_.size();
  for (const std::size_t i : shape.told) {
    const api::Member& member = shape.members[i];
    path_.append(parent == 0 ? "" : ".").append(member.path);
    if (given.at(i) != nullptr && !given.at(i)->IsNull()) {
      CheckValue(*member.shape, *given.at(i));
    } else if (member.required) {
      Report(*member.shape, null, "Member must not be null");
    }
    path_.resize(parent);
  }
}

void Walk::CheckValue(const Shape& shape, const JsonValue& value) {
  for (const std::string& constraint : BrokenConstraints(shape, value)) {
    Report(shape, value, constraint);
  }
  const bool outside_sensitive = inside_sensitive_;
  inside_sensitive_ |= shape.sensitive;
  if (shape.kind == ShapeKind::kStructure) {
    CheckStructure(shape, value);
  } else if (shape.kind == ShapeKind::kList) {
    CheckList(shape, value);
  } else if (shape.kind == ShapeKind::kMap) {
    CheckMap(shape, value);
  }
  inside_sensitive_ = outside_sensitive;
}

void Walk::CheckElement(const Shape& element, const JsonValue& value, ElementFaults& faults) {
  if (value.IsNull()) {
    faults.null = true;
    return;
  }
  faults.constraint |= !BrokenConstraints(element, value).empty();
}

void Walk::ReportElements(const Shape& shape, const JsonValue& value, std::string_view what, const Shape& element, ElementFaults faults) {
  if (faults.constraint) {
    Report(shape, value, std::string(what) + " must satisfy constraint: " + ConstraintList(element));
  }
  if (faults.null) {
    Report(shape, value, std::string(what) + " must satisfy constraint: [Member must not be null]");  // Assumed: as AWS Lambda says it
  }
}

void Walk::CheckList(const Shape& shape, const JsonValue& list) {
  const Shape& element = *shape.element;
  ElementFaults faults;
  std::size_t index = 0;
  const std::size_t parent = path_.size();
  for (const auto& value : list.GetArray()) {
    ++index;
    if (HoldsOthers(element) && !value.IsNull()) {
      path_.append(".").append(std::to_string(index)).append(".member");
      CheckValue(element, value);
      path_.resize(parent);
    } else {
      CheckElement(element, value, faults);
    }
  }
  ReportElements(shape, list, "Member", element, faults);
}

void Walk::CheckMap(const Shape& shape, const JsonValue& map) {
  const Shape& element = *shape.element;
  ElementFaults key_faults;
  ElementFaults value_faults;
  const std::size_t parent = path_.size();
  for (const auto& entry : map.GetObject()) {
    CheckElement(*shape.key, entry.name, key_faults);
    if (HoldsOthers(element) && !entry.value.IsNull()) {
      path_.append(".").append(api::TextOf(entry.name)).append(".member");
      CheckValue(element, entry.value);
      path_.resize(parent);
    } else {
      CheckElement(element, entry.value, value_faults);
    }
  }
  ReportElements(shape, map, "Map keys", *shape.key, key_faults);
  ReportElements(shape, map, "Map value", element, value_faults);
}

void Walk::ThrowIfAny() const {
  if (!violations_.empty()) {
    throw api::InvalidParameterException(api::ViolationsText(violations_));
  }
}

}  // namespace

void Validate(const Shape& input, const JsonValue& request) {
  CheckJsonTypes(input, request);
  Walk walk;
  walk.CheckStructure(input, request);
  walk.ThrowIfAny();
}

}  // namespace rockpool::protocol
