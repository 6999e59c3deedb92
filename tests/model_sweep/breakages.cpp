#include "tests/model_sweep/breakages.h"

#include <optional>
#include <utility>

#include "tests/model_sweep/expectations.h"
#include "tests/model_sweep/samples.h"

namespace rockpool::model_sweep {
namespace {

constexpr const char* kObjectMessage = "Start of structure or map found where not expected.";
constexpr const char* kListMessage = "Start of list found where not expected";
constexpr const char* kScalarMessage = "Unexpected field type";

// A value of the size that the shape's limits speak of; nullopt for what has no such value (a negative length).
std::optional<Json> OfMeasure(const RawShape& shape, std::int64_t measure, Allocator& allocator) {
  if (shape.IsNumber()) {
    return Json(measure);
  }
  if (measure < 0) {
    return std::nullopt;
  }
  const auto size = static_cast<std::size_t>(measure);
  if (shape.type == "string") {
    return TextValue(TextOfLength(shape, size), allocator);
  }
  return shape.type == "blob" ? BlobOfSize(size, allocator) : ContainerOfSize(shape, size, allocator);
}

Json Wrapped(const RawShape& shape, Json element, Allocator& allocator) {
  Json container(shape.type == "list" ? rapidjson::kArrayType : rapidjson::kObjectType);
  if (shape.type == "list") {
    container.PushBack(element, allocator);
  } else {
    container.AddMember(TextValue(ValidText(*shape.key), allocator), element, allocator);
  }
  return container;
}

void AddOwn(const RawShape& shape, std::vector<Breakage>& breakages, Allocator& allocator) {
  if (shape.max) {
    breakages.push_back({MaxText(shape), *OfMeasure(shape, *shape.max + 1, allocator)});
  }
  if (shape.min) {
    if (auto value = OfMeasure(shape, *shape.min - 1, allocator)) {
      breakages.push_back({MinText(shape), std::move(*value)});
    }
  }
  if (!shape.pattern_text.empty()) {
    if (const auto text = TextBreakingThePattern(shape)) {
      breakages.push_back({PatternText(shape), TextValue(*text, allocator)});
    }
  }
  if (!shape.enumeration.empty()) {
    breakages.push_back({EnumText(shape), TextValue("NoneOfThem", allocator)});
  }
}

}  // namespace

std::vector<Breakage> BreakagesOf(const RawShape& shape, Allocator& allocator) {
  std::vector<Breakage> breakages;
  AddOwn(shape, breakages, allocator);
  if (shape.element != nullptr && !shape.element->IsContainer()) {
    std::vector<Breakage> inner;
    AddOwn(*shape.element, inner, allocator);
    const std::string what = shape.type == "list" ? "Member" : "Map value";
    for (Breakage& breakage : inner) {
      breakages.push_back(
          {what + " must satisfy constraint: " + AllTexts(*shape.element), Wrapped(shape, std::move(breakage.value), allocator)});
    }
  }
  if (shape.key != nullptr) {
    std::vector<Breakage> inner;
    AddOwn(*shape.key, inner, allocator);
    for (Breakage& breakage : inner) {
      Json map(rapidjson::kObjectType);
      map.AddMember(breakage.value, ValidValue(*shape.element, Extent::kFull, allocator), allocator);
      breakages.push_back({"Map keys must satisfy constraint: " + AllTexts(*shape.key), std::move(map)});
    }
  }
  return breakages;
}

std::vector<Json> ValuesAtTheLimits(const RawShape& shape, Allocator& allocator) {
  std::vector<Json> values;
  for (const auto& limit : {shape.min, shape.max}) {
    if (!limit) {
      continue;
    }
    // A pattern may leave no room at the limit itself: the shortest user pool id of the model has one letter, of its pattern three.
    if (auto value = OfMeasure(shape, *limit, allocator); BrokenTexts(shape, *value).empty()) {
      values.push_back(std::move(*value));
    }
  }
  return values;
}

std::vector<WrongType> WrongTypesOf(const RawShape& shape, Allocator& allocator) {
  std::vector<WrongType> wrong;
  const bool is_text = shape.type == "string" || shape.type == "blob";
  const bool is_object = shape.type == "structure" || shape.type == "map";
  if (shape.type == "document") {
    return wrong;
  }
  if (!is_object) {
    wrong.push_back({kObjectMessage, Json(rapidjson::kObjectType)});
  }
  if (shape.type != "list") {
    wrong.push_back({kListMessage, Json(rapidjson::kArrayType)});
  }
  if (shape.IsContainer()) {
    wrong.push_back({kScalarMessage, TextValue("text", allocator)});
    wrong.push_back({kScalarMessage, Json(1)});
    wrong.push_back({kScalarMessage, Json(true)});
  }
  if (is_text) {
    wrong.push_back({"class java.lang.Integer can not be converted to an String", Json(1)});
    wrong.push_back({"class java.lang.Boolean can not be converted to an String", Json(true)});
    wrong.push_back({"class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String", Json(1.5)});
  }
  if (shape.element != nullptr && !shape.element->IsContainer()) {
    for (WrongType& inner : WrongTypesOf(*shape.element, allocator)) {
      wrong.push_back({inner.message, Wrapped(shape, std::move(inner.value), allocator)});
    }
  }
  return wrong;
}

std::vector<Json> LenientValuesOf(const RawShape& shape, Allocator& allocator) {
  std::vector<Json> values;
  if (shape.type == "boolean") {
    values.push_back(TextValue("yes", allocator));
    values.push_back(TextValue("true", allocator));
  } else if (shape.IsNumber()) {
    values.push_back(TextValue(std::to_string(ValidValue(shape, Extent::kFull, allocator).GetInt64()), allocator));
  }
  return values;
}

}  // namespace rockpool::model_sweep
