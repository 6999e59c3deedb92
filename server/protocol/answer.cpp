#include "server/protocol/answer.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/util/log.h"

namespace rockpool::protocol {
namespace {

constexpr std::size_t kMaxMessageHeader = 1024;

http::Response NewResponse(int status, std::string body, const std::string& request_id) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "application/x-amz-json-1.1");
  response.headers.Add("x-amzn-RequestId", request_id);
  response.body = std::move(body);
  return response;
}

// A header holds one line of visible ASCII; a message may quote whatever the client sent.
std::string HeaderText(std::string_view message) {
  std::string text(message.substr(0, kMaxMessageHeader));
  for (char& c : text) {
    if (c < ' ' || c > '~') {
      c = static_cast<unsigned char>(c) < ' ' ? ' ' : '?';
    }
  }
  return text;
}

std::string ErrorBody(const api::ServiceException& error) {
  api::JsonObject json;
  json.Add("__type", error.type());
  // The parser's own errors spell the member with a capital (recorded 2026, floci PR 2869).
  json.AddUnlessEmpty(error.type() == "SerializationException" ? "Message" : "message", error.message());
  return json.Text();
}

Answer Render(const api::ServiceException& error, const std::string& request_id) {
  Answer answer{NewResponse(error.http_status(), ErrorBody(error), request_id), error.type()};
  answer.response.headers.Add("x-amzn-ErrorType", std::string(error.type()).append(":"));
  if (!error.message().empty()) {
    answer.response.headers.Add("x-amzn-ErrorMessage", HeaderText(error.message()));
  }
  return answer;
}

Answer Fault(std::string_view what, const api::Operation* operation, const std::string& request_id) {
  util::Log(util::LogLevel::kError, "internal error", {{"request_id", request_id}, {"what", what}});
  constexpr std::string_view kText = "Internal server error.";
  const bool declares_server_exception =
      operation != nullptr && std::ranges::find(operation->errors, "InternalServerException") != operation->errors.end();
  if (declares_server_exception) {
    return Render(api::InternalServerException(std::string(kText)), request_id);
  }
  return Render(api::InternalErrorException(std::string(kText)), request_id);
}

}  // namespace

Answer SuccessAnswer(std::string json, const std::string& request_id) { return {NewResponse(200, std::move(json), request_id), {}}; }

Answer ErrorAnswer(const std::exception_ptr& thrown, const api::Operation* operation, const std::string& request_id) {
  try {
    std::rethrow_exception(thrown);
  } catch (const api::ServiceException& error) {
    return Render(error, request_id);
  } catch (const std::exception& error) {
    return Fault(error.what(), operation, request_id);
  } catch (...) {
    return Fault("an exception of no known type", operation, request_id);
  }
}

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
  if (!api::ParseJson(std::string(json), document)) {
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
