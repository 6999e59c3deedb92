#include "server/protocol/answer_check.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "server/api/json.h"

namespace rockpool::protocol {
namespace {

constexpr auto kSharedErrors = std::to_array<std::string_view>(
    {"UnknownOperationException", "SerializationException", "MissingAuthenticationTokenException", "IncompleteSignatureException",
     "InvalidParameterException", "InternalErrorException", "ForbiddenException"});

[[noreturn]] void Fail(const std::string& path, const std::string& what) { throw std::logic_error("the answer's " + path + " " + what); }

// Requests are read leniently; answers are not written so.
bool HasJsonType(const api::Shape& shape, const api::JsonValue& value) {
  switch (shape.kind) {
    case api::ShapeKind::kStructure:
    case api::ShapeKind::kMap:
      return value.IsObject();
    case api::ShapeKind::kList:
      return value.IsArray();
    case api::ShapeKind::kString:
    case api::ShapeKind::kBlob:
      return value.IsString();
    case api::ShapeKind::kBoolean:
      return value.IsBool();
    case api::ShapeKind::kInteger:
    case api::ShapeKind::kLong:
      return value.IsInt64();
    case api::ShapeKind::kTimestamp:
      return value.IsNumber();
    case api::ShapeKind::kDocument:
      return true;
  }
  return false;
}

void CheckValue(const api::Shape& shape, const api::JsonValue& value, const std::string& path);

void CheckStructure(const api::Shape& shape, const api::JsonValue& object, const std::string& path) {
  for (const auto& entry : object.GetObject()) {
    const api::Member* member = api::FindMember(shape, api::TextOf(entry.name));
    if (member == nullptr) {
      Fail(path, "has a member that the model has not: " + std::string(api::TextOf(entry.name)));
    }
    CheckValue(*member->shape, entry.value, path + "." + std::string(member->name));
  }
  for (const api::Member& member : shape.members) {
    if (member.required && !object.HasMember(rapidjson::StringRef(member.name.data(), member.name.size()))) {
      Fail(path, "lacks " + std::string(member.name));
    }
  }
}

void CheckValue(const api::Shape& shape, const api::JsonValue& value, const std::string& path) {
  if (!HasJsonType(shape, value)) {
    Fail(path, "is of another JSON type than " + std::string(shape.name));
  }
  if (shape.kind == api::ShapeKind::kStructure) {
    CheckStructure(shape, value, path);
  } else if (shape.kind == api::ShapeKind::kList) {
    for (const auto& element : value.GetArray()) {
      CheckValue(*shape.element, element, path + "[]");
    }
  } else if (shape.kind == api::ShapeKind::kMap) {
    for (const auto& entry : value.GetObject()) {
      CheckValue(*shape.element, entry.value, path + "{}");
    }
  } else if (!shape.enumeration.empty() && std::ranges::find(shape.enumeration, api::TextOf(value)) == shape.enumeration.end()) {
    Fail(path, "is not in its enumeration: " + std::string(api::TextOf(value)));
  }
}

}  // namespace

void CheckAnswer(const api::Operation& operation, std::string_view json) {
  if (operation.output == nullptr) {
    if (!json.empty()) {
      Fail(std::string(operation.name), "should be empty");
    }
    return;
  }
  rapidjson::Document document;
  if (!api::ParseJson(json, document)) {
    Fail(std::string(operation.name), "is no JSON");
  }
  CheckValue(*operation.output, document, std::string(operation.name));
}

void CheckError(const api::Operation& operation, std::string_view error_type) {
  if (std::ranges::find(operation.errors, error_type) == operation.errors.end() &&
      std::ranges::find(kSharedErrors, error_type) == kSharedErrors.end()) {
    throw std::logic_error(std::string(operation.name) + " does not declare " + std::string(error_type));
  }
}

}  // namespace rockpool::protocol
