#include "server/triggers/events/call.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "server/api/errors.h"
#include "server/http/must_wait.h"
#include "server/triggers/events/fields.h"
#include "server/triggers/invoker.h"
#include "server/triggers/shown_json.h"
#include "server/util/log.h"
#include "server/util/strings.h"

namespace rockpool::triggers {
namespace {

// What Lambda lets a function return (Lambda's quotas: 6 MB, and a little more).
constexpr std::size_t kMostAnswerBytes = 6'291'556;

// Assumed: what a function says is not told without end; an address that a browser is sent to may carry it.
constexpr std::size_t kMostMessageBytes = 4'096;

constexpr std::string_view kNoInvoker = "nothing here calls functions";

// Pre token generation, migration and custom senders have their source in the second place, the others behind callerContext (recorded in
// logs of functions: DefinitelyTyped/DefinitelyTyped PRs 52111 and 62357, and many others).
bool HasSourceInFront(Trigger trigger) {
  return trigger == Trigger::kPreTokenGeneration || trigger == Trigger::kUserMigration || trigger == Trigger::kCustomEmailSender ||
         trigger == Trigger::kCustomSMSSender;
}

bool IsVersionCharacter(char c) { return util::IsLetterOrDigit(c) || c == '.' || c == '-' || c == '+'; }

// "aws-sdk-nodejs-2.987.0" of `aws-sdk-nodejs/2.987.0 linux/v14`.
std::string SdkVersionOf(std::string_view user_agent) {
  constexpr std::size_t kLongest = 64;
  for (const std::string_view product : util::Split(user_agent, " ")) {
    std::string name = util::LowerCase(product);
    const std::size_t slash = name.find('/');
    if (!name.starts_with("aws-sdk-") || slash == std::string::npos || name.size() > kLongest) {
      continue;
    }
    name[slash] = '-';
    if (std::ranges::all_of(name, IsVersionCharacter)) {
      return name;
    }
  }
  return "aws-sdk-unknown-unknown";
}

std::string CallerContextOf(const Origin& origin) {
  api::JsonObject context;
  context.Add("awsSdkVersion", SdkVersionOf(origin.user_agent));
  context.Add("clientId", origin.client_id.empty() ? std::string_view("CLIENT_ID_NOT_APPLICABLE") : std::string_view(origin.client_id));
  return context.Text();
}

// What is told of a function's message: whole characters of its beginning, and nothing of what is no text.
std::string Told(std::string_view text) {
  std::size_t most = kMostMessageBytes;
  if (text.size() > most) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
      --most;
    }
    text = text.substr(0, most);
  }
  return util::IsUtf8(text) ? std::string(text) : std::string();
}

void ReadAnswer(const std::string& text, const Reader& read) {
  rapidjson::Document document;
  if (!api::ParseJson(text, document)) {
    throw api::InvalidLambdaResponseException("Invalid lambda function output : Invalid JSON");
  }
  if (!document.IsObject()) {
    RefuseAnswer();
  }
  const api::JsonValue* response = MemberOf(document, "response");
  if (response == nullptr) {
    RefuseAnswer();
  }
  read(*response);
}

// Throws what the service says of an answer that is none, and of no answer.
void Judge(Trigger trigger, const Outcome& outcome, const Reader& read) {
  const std::string name(ToText(trigger));
  switch (outcome.kind) {
    case Outcome::Kind::kFunctionError:
      throw api::UserLambdaValidationException(name + " failed with error " + Told(outcome.text) + ".");
    case Outcome::Kind::kNotInvoked:
      throw api::UnexpectedLambdaException(name + " invocation failed due to error " + outcome.text + ".");
    case Outcome::Kind::kAnswered:
      if (outcome.text.size() > kMostAnswerBytes) {
        throw api::UserLambdaValidationException(name + " failed with error Response payload size (" + std::to_string(outcome.text.size()) +
                                                 " bytes) exceeded maximum allowed payload size (" + std::to_string(kMostAnswerBytes) +
                                                 " bytes).");
      }
      ReadAnswer(outcome.text, read);
      return;
    case Outcome::Kind::kSkipped:
      return;
  }
}

class Report {
 public:
  Report(const Origin& origin, const Function& function, const Question& question)
      : origin_(origin), function_(function), question_(question) {}

  void Passed(const Outcome& outcome) const {
    util::Log(util::LogLevel::kInfo, "a Lambda trigger was called",
              {{"trigger", question_.source},
               {"pool", origin_.pool.id},
               {"function", function_.arn},
               {"attempts", std::int64_t{outcome.attempts}}});
    Tell("passed", outcome.hint);
  }
  void Skipped(util::LogLevel level, std::string_view hint) const {
    util::Log(level, "a Lambda trigger was not called",
              {{"trigger", question_.source}, {"pool", origin_.pool.id}, {"function", function_.arn}, {"hint", hint}});
    Tell("skipped", hint);
  }
  // Who called is told what the function said. Log and trace are not told what it repeats of the event.
  void Refused(const Outcome& outcome, const api::ServiceException& error, std::string_view event) const {
    const std::vector<std::string> secrets = SecretsOf(event);
    const std::string said = WithoutSecrets(error.message(), secrets);
    const std::string hint = WithoutSecrets(outcome.hint, secrets);
    util::Log(util::LogLevel::kWarning, "a Lambda trigger failed",
              {{"trigger", question_.source},
               {"pool", origin_.pool.id},
               {"function", function_.arn},
               {"attempts", std::int64_t{outcome.attempts}},
               {"error", said},
               {"hint", hint}});
    Tell("refused", hint.empty() ? said : said + " " + hint);
  }

 private:
  void Tell(std::string_view verdict, std::string_view reason) const {
    if (origin_.tell) {
      origin_.tell(ToText(question_.trigger), verdict, reason);
    }
  }

  const Origin& origin_;
  const Function& function_;
  const Question& question_;
};

}  // namespace

std::string EventOf(const Origin& origin, const Question& question) {
  api::JsonObject event;
  event.Add("version", question.version);
  const bool source_in_front = HasSourceInFront(question.trigger);
  if (source_in_front) {
    event.Add("triggerSource", question.source);
  }
  event.Add("region", origin.pool.region);
  event.Add("userPoolId", origin.pool.id);
  event.Add("userName", question.username);
  event.AddJson("callerContext", CallerContextOf(origin));
  if (!source_in_front) {
    event.Add("triggerSource", question.source);
  }
  event.AddJson("request", question.request);
  if (!question.response.empty()) {
    event.AddJson("response", question.response);
  }
  return event.Text();
}

void AddAttributes(api::JsonObject& request, const Person& person) {
  std::map<std::string_view, std::string_view> values;  // what was submitted twice counts as it was submitted last
  for (const api::AttributeType& attribute : person.attributes) {
    values.insert_or_assign(attribute.Name, attribute.Value ? std::string_view(*attribute.Value) : std::string_view());
  }
  api::JsonObject attributes;
  for (const api::AttributeType& attribute : person.attributes) {
    if (const auto value = values.extract(attribute.Name); !value.empty()) {
      attributes.Add(attribute.Name, value.mapped());
    }
  }
  request.AddJson("userAttributes", attributes.Text());
}

void AddValidationData(api::JsonObject& request, const Metadata& validation_data) {
  if (validation_data) {
    request.Add("validationData", *validation_data);
  } else {
    request.AddJson("validationData", "null");
  }
}

void AddClientMetadata(api::JsonObject& request, const Metadata& client_metadata) {
  if (client_metadata) {
    request.Add("clientMetadata", *client_metadata);
  }
}

bool Call(const Origin& origin, const Function& function, const Question& question, const Reader& read) {
  const Report report(origin, function, question);
  const std::shared_ptr<Invoker>& invoker = origin.world.settings.Of<Settings>().invoker;
  if (!invoker) {
    report.Skipped(util::LogLevel::kInfo, kNoInvoker);
    return false;
  }
  http::RequireMayWait();
  const Invocation invocation{.trigger = question.trigger,
                              .source = std::string(question.source),
                              .user_pool_id = origin.pool.id,
                              .client_id = origin.client_id,
                              .function_arn = function.arn,
                              .event = EventOf(origin, question),
                              .identity = question.identity,
                              .generation = origin.generation};
  const Outcome outcome = invoker->Invoke(invocation);
  if (outcome.kind == Outcome::Kind::kSkipped) {
    report.Skipped(util::LogLevel::kWarning, outcome.hint);
    return false;
  }
  try {
    Judge(question.trigger, outcome, read);
  } catch (const api::ServiceException& error) {
    report.Refused(outcome, error, invocation.event);
    throw;
  }
  report.Passed(outcome);
  return true;
}

void ReadNothing(const api::JsonValue& response) { const Fields none(response, {}); }

}  // namespace rockpool::triggers
