#include "server/triggers/places/answers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "server/api/json.h"
#include "server/util/strings.h"

namespace rockpool::triggers {
namespace {

// It becomes the text of an error, and of a redirect to an application.
constexpr std::size_t kLongestMessage = 4096;

// A body that should be a JSON object, and may be anything.
class Body {
 public:
  explicit Body(const std::string& text) { is_object_ = api::ParseJson(text, document_) && document_.IsObject(); }

  bool Has(const char* name) const { return is_object_ && document_.HasMember(name); }

  // At most kLongestMessage bytes of it, whole characters; nullopt if there is no such text.
  std::optional<std::string> Text(const char* name) const {
    if (!Has(name) || !document_[name].IsString()) {
      return std::nullopt;
    }
    std::string_view text = api::TextOf(document_[name]);
    if (text.size() > kLongestMessage) {
      std::size_t end = kLongestMessage;
      while ((static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;
      }
      text = text.substr(0, end);
    }
    return std::string(text);
  }

 private:
  rapidjson::Document document_;
  bool is_object_ = false;
};

Outcome Answered(std::string text) { return {.kind = Outcome::Kind::kAnswered, .text = std::move(text), .hint = ""}; }

Outcome FunctionError(std::string text) { return {.kind = Outcome::Kind::kFunctionError, .text = std::move(text), .hint = ""}; }

struct TypeOfStatus {
  int status;
  std::string_view type;
};

// docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
constexpr std::array kTypes{
    TypeOfStatus{403, "AccessDeniedException"},         TypeOfStatus{404, "ResourceNotFoundException"},
    TypeOfStatus{409, "ResourceConflictException"},     TypeOfStatus{413, "RequestTooLargeException"},
    TypeOfStatus{415, "UnsupportedMediaTypeException"}, TypeOfStatus{429, "TooManyRequestsException"},
};

std::string_view TypeOf(int status) {
  const auto* const known = std::ranges::find(kTypes, status, &TypeOfStatus::status);
  if (known != kTypes.end()) {
    return known->type;
  }
  return status / 100 == 4 ? "InvalidRequestContentException" : "ServiceException";
}

// The name in "ResourceNotFoundException:http://..." and "com.amazonaws.lambda#ResourceNotFoundException"; nullopt if it is none.
std::optional<std::string> TypeIn(std::string_view text) {
  constexpr std::size_t kLongestType = 100;
  text = text.substr(0, text.find(':'));
  text.remove_prefix(text.rfind('#') + 1);
  const bool is_name = !text.empty() && text.size() <= kLongestType && std::ranges::all_of(text, util::IsLetterOrDigit);
  return is_name ? std::optional<std::string>(text) : std::nullopt;
}

Outcome NotInvoked(int status, std::string type, const std::optional<std::string>& message) {
  std::string hint = "the answer has the status " + std::to_string(status);
  if (status / 100 == 3) {
    hint += ", and redirects are not followed";
  } else if (message) {
    hint += ": " + *message;
  }
  return {.kind = Outcome::Kind::kNotInvoked, .text = std::move(type), .hint = std::move(hint)};
}

}  // namespace

Outcome OutcomeOfLambda(http::FetchResponse response) {
  const auto function_error = response.headers.Find("X-Amz-Function-Error");
  if (response.status / 100 == 2) {
    // Most answers are no error, and are not parsed twice for it.
    if (!function_error && response.body.find("\"errorMessage\"") == std::string::npos) {
      return Answered(std::move(response.body));
    }
    const Body body(response.body);
    const std::optional<std::string> message = body.Text("errorMessage");
    if (function_error) {
      // Assumed: the word of the header where the payload has no message.
      return FunctionError(message.value_or(std::string(function_error->substr(0, kLongestMessage))));
    }
    return message && body.Has("errorType") && !body.Has("response") ? FunctionError(*message) : Answered(std::move(response.body));
  }
  const Body body(response.body);
  std::optional<std::string> type = TypeIn(response.headers.Find("X-Amzn-ErrorType").value_or(""));
  if (!type) {
    type = TypeIn(body.Text("__type").value_or(""));
  }
  const std::optional<std::string> message = body.Text("Message");
  return NotInvoked(response.status, type.value_or(std::string(TypeOf(response.status))), message ? message : body.Text("message"));
}

Outcome OutcomeOfWebhook(http::FetchResponse response) {
  if (response.status / 100 == 2) {
    return Answered(std::move(response.body));
  }
  if (std::optional<std::string> message = Body(response.body).Text("errorMessage")) {
    return FunctionError(*std::move(message));
  }
  return NotInvoked(response.status, std::string(TypeOf(response.status)), std::nullopt);
}

Outcome OutcomeOfLongAnswer() {
  // As the runtime interface emulator writes it; Lambda's own calls it Function.ResponseSizeTooLarge.
  return FunctionError("Response payload size exceeded maximum allowed payload size (" + std::to_string(kMaxAnswerBytes) + " bytes).");
}

Outcome OutcomeWithoutRoom() {
  Outcome outcome = Answered("");
  outcome.hint = "the answer was not read: the answers of all functions that are read now take too much memory together";
  return outcome;
}

}  // namespace rockpool::triggers
