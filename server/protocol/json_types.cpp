#include <cstdint>
#include <string>
#include <utility>

#include "server/protocol/common_errors.h"
#include "server/protocol/validator.h"

namespace rockpool::protocol {
namespace {

using api::ShapeKind;

constexpr std::string_view kBase64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";

[[noreturn]] void ThrowUnexpected(const api::JsonValue& value) {
  if (value.IsObject()) {
    throw SerializationException("Start of structure or map found where not expected.");  // amplify-js#5165
  }
  if (value.IsArray()) {
    throw SerializationException("Start of list found where not expected");
  }
  throw SerializationException("Unexpected field type");  // recorded 2026, floci PR 2869
}

[[noreturn]] void ThrowNoString(const api::JsonValue& value) {
  std::string_view type = "java.lang.Integer";
  if (value.IsBool()) {
    type = "java.lang.Boolean";
  } else if (value.IsDouble()) {
    type = "com.amazon.coral.value.json.numbers.TruncatingBigNumber";
  } else if (!value.IsInt()) {
    type = "java.lang.Long";  // Assumed, for what an Integer cannot hold
  }
  throw SerializationException("class " + std::string(type) + " can not be converted to an String");
}

// Assumed: a string must at least hold a number to be read as one, and a number fit its type.
bool ReadsAsInteger(ShapeKind kind, const api::JsonValue& value) {
  if (!value.IsNumber() && !value.IsString()) {
    return false;
  }
  const auto number = api::LenientInteger(value);
  return number && (kind != ShapeKind::kInteger || std::in_range<std::int32_t>(*number));
}

void CheckOne(const api::Shape& shape, const api::JsonValue& value) {
  switch (shape.kind) {
    case ShapeKind::kStructure:
    case ShapeKind::kMap:
      if (!value.IsObject()) {
        ThrowUnexpected(value);
      }
      return;
    case ShapeKind::kList:
      if (!value.IsArray()) {
        ThrowUnexpected(value);
      }
      return;
    case ShapeKind::kString:
    case ShapeKind::kBlob:
      if (value.IsNumber() || value.IsBool()) {
        ThrowNoString(value);
      }
      if (!value.IsString() || (shape.kind == ShapeKind::kBlob && !Matches(kBase64, api::TextOf(value)))) {
        ThrowUnexpected(value);
      }
      return;
    case ShapeKind::kBoolean:
      if (!value.IsBool() && !value.IsString()) {
        ThrowUnexpected(value);  // Assumed for a number
      }
      return;
    case ShapeKind::kInteger:
    case ShapeKind::kLong:
    case ShapeKind::kTimestamp:
      if (!ReadsAsInteger(shape.kind, value)) {
        ThrowUnexpected(value);
      }
      return;
    case ShapeKind::kDocument:
      return;
  }
}

void CheckMembers(const api::Shape& structure, const api::JsonValue& object);

void CheckAll(const api::Shape& shape, const api::JsonValue& value) {
  if (value.IsNull()) {
    return;
  }
  CheckOne(shape, value);
  if (shape.kind == ShapeKind::kStructure) {
    CheckMembers(shape, value);
  } else if (shape.kind == ShapeKind::kList) {
    for (const auto& element : value.GetArray()) {
      CheckAll(*shape.element, element);
    }
  } else if (shape.kind == ShapeKind::kMap) {
    for (const auto& entry : value.GetObject()) {
      CheckAll(*shape.element, entry.value);
    }
  }
}

void CheckMembers(const api::Shape& structure, const api::JsonValue& object) {
  for (const auto& entry : object.GetObject()) {
    if (const api::Member* member = api::FindMember(structure, api::TextOf(entry.name))) {
      CheckAll(*member->shape, entry.value);
    }
  }
}

}  // namespace

void CheckJsonTypes(const api::Shape& shape, const api::JsonValue& value) { CheckAll(shape, value); }

}  // namespace rockpool::protocol
