#include "server/protocol/answer.h"

#include <algorithm>
#include <utility>

#include "server/api/errors.h"
#include "server/api/json.h"
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
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  writer.StartObject();
  api::EncodeKey(writer, "__type");
  api::Encode(writer, error.type());
  if (!error.message().empty()) {
    // The parser's own errors spell the member with a capital (recorded 2026, floci PR 2869).
    api::EncodeKey(writer, error.type() == "SerializationException" ? "Message" : "message");
    api::Encode(writer, error.message());
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
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

}  // namespace rockpool::protocol
