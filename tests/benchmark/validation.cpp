// What it costs to read and check the worst bodies that somebody could send: milliseconds of CPU for each, the least of five times, from
// the text to the refusal or the decoded request. Ends with 1 if one of a MiB takes more than five times the goal.
//
// usage: rockpool_validation [NAME_PART]: those whose name holds it
#include <array>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/json.h"
#include "server/api/operation.h"
#include "server/api/service_exception.h"
#include "server/protocol/body.h"
#include "server/protocol/call.h"
#include "server/protocol/validator.h"

namespace {

using namespace rockpool;

constexpr std::size_t kMiB = 1024UL * 1024;
constexpr double kGoalMs = 20;
constexpr double kMostGoals = 5;
constexpr int kTimes = 5;

// `open`, then pieces up to `size` bytes with commas between, then `close`.
std::string Filled(std::string_view open, const std::function<std::string(std::size_t)>& piece, std::string_view close,
                   std::size_t size = kMiB) {
  std::string text(open);
  for (std::size_t i = 0; text.size() < size; ++i) {
    text.append(i == 0 ? "" : ",").append(piece(i));
  }
  return text.append(close);
}

std::function<std::string(std::size_t)> Always(std::string piece) {
  return [piece = std::move(piece)](std::size_t) { return piece; };
}

std::string Numbered(std::string_view before, std::size_t number, std::string_view after) {
  return std::string(before).append(std::to_string(number)).append(after);
}

std::string Repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) {
    text.append(piece);
  }
  return text;
}

struct Input {
  std::string name;
  std::string operation;
  std::string body;
};

void AddLists(std::vector<Input>& inputs) {
  const std::string provider = R"({"UserPoolId":"us-east-1_a","ProviderName":"abc",)";
  const std::string client = R"({"UserPoolId":"us-east-1_a","ClientName":"abc",)";
  inputs.push_back(
      {"list too long, elements empty", "UpdateIdentityProvider", Filled(provider + R"("IdpIdentifiers":[)", Always(R"("")"), "]}")});
  inputs.push_back(
      {"list too long, elements legal", "UpdateIdentityProvider", Filled(provider + R"("IdpIdentifiers":[)", Always(R"("a")"), "]}")});
  inputs.push_back(
      {"list too long, elements null", "UpdateIdentityProvider", Filled(provider + R"("IdpIdentifiers":[)", Always("null"), "]}")});
  inputs.push_back({"list without maximum, elements legal", "CreateUserPoolClient",
                    Filled(client + R"("SupportedIdentityProviders":[)", Always(R"("a")"), "]}")});
  inputs.push_back({"list without maximum, elements empty", "CreateUserPoolClient",
                    Filled(client + R"("SupportedIdentityProviders":[)", Always(R"("")"), "]}")});
  inputs.push_back({"structures, empty", "CreateUserPool", Filled(R"({"PoolName":"p","Schema":[)", Always("{}"), "]}")});
  inputs.push_back({"structures, all wrong", "CreateUserPool",
                    Filled(R"({"PoolName":"p","Schema":[)", Always(R"({"Name":"","AttributeDataType":"no"})"), "]}")});
  inputs.push_back({"structures without maximum", "AdminCreateUser",
                    Filled(R"({"UserPoolId":"us-east-1_a","Username":"a","UserAttributes":[)", Always(R"({"Name":"a"})"), "]}")});
  inputs.push_back({"structures of 8 MiB, empty", "CreateUserPool", Filled(R"({"PoolName":"p","Schema":[)", Always("{}"), "]}", 8 * kMiB)});
  inputs.push_back({"list of 8 MiB, elements empty", "UpdateIdentityProvider",
                    Filled(provider + R"("IdpIdentifiers":[)", Always(R"("")"), "]}", 8 * kMiB)});
}

void AddObjects(std::vector<Input>& inputs) {
  const std::string details = R"({"UserPoolId":"us-east-1_a","ProviderName":"abc","ProviderDetails":{)";
  const auto unknown = [](std::size_t i) { return Numbered("\"m", i, "\":1"); };
  const auto entry = [](std::size_t i) { return Numbered("\"k", i, R"(":"")"); };
  inputs.push_back({"unknown members", "DescribeUserPool", Filled("{", unknown, R"(,"UserPoolId":"us-east-1_a"})")});
  inputs.push_back({"unknown members, 7 MiB", "DescribeUserPool", Filled("{", unknown, R"(,"UserPoolId":"us-east-1_a"})", 7 * kMiB)});
  inputs.push_back({"unknown lists", "DescribeUserPool", Filled(R"({"UserPoolId":"us-east-1_a","x":[)", Always("[]"), "]}")});
  inputs.push_back({"unknown objects of 20 members", "DescribeUserPool",
                    Filled(R"({"UserPoolId":"us-east-1_a","x":[)",
                           Always(R"({"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1,"n":1,"o":1,"p":1,)"
                                  R"("q":1,"r":1,"s":1,"t":1})"),
                           "]}")});
  inputs.push_back({"one key again and again", "DescribeUserPool", Filled("{", Always(R"("UserPoolId":"us-east-1_a")"), "}")});
  inputs.push_back({"map of many keys", "UpdateIdentityProvider", Filled(details, entry, "}}")});
  inputs.push_back({"map of one key again and again", "UpdateIdentityProvider", Filled(details, Always(R"("k":"v")"), "}}")});
  inputs.push_back(
      {"map of wrong keys and values", "CreateUserPool",
       Filled(R"({"PoolName":"p","UserPoolTags":{"":null,)", [](std::size_t i) { return Numbered("\"", i, "\":null"); }, "}}")});
  inputs.push_back({"map of empty structures", "CreateUserPool",
                    Filled(R"({"PoolName":"p","AcrConfiguration":{)", [](std::size_t i) { return Numbered("\"", i, "\":{}"); }, "}}")});
  inputs.push_back({"map of keys with a long common start", "UpdateIdentityProvider",
                    Filled(
                        details, [](std::size_t i) { return Numbered("\"" + std::string(1000, 'k'), i, R"(":"")"); }, "}}")});
}

void AddTexts(std::vector<Input>& inputs) {
  const std::string fish = "\xf0\x9f\x90\x9f";
  const std::string pool = R"({"PoolName":"p",)";
  inputs.push_back({"long text against a pattern", "DescribeUserPool", R"({"UserPoolId":")" + std::string(kMiB, 'a') + "\"}"});
  inputs.push_back({"long text against classes of Unicode", "CreateUserPool", R"({"PoolName":")" + Repeated(fish, kMiB / 4) + "\"}"});
  inputs.push_back({"long text against a pattern of many starts", "CreateUserPool",
                    pool + R"("EmailVerificationMessage":")" + Repeated("{###", kMiB / 4) + "\"}"});
  inputs.push_back({"long text of control characters", "DescribeUserPool", R"({"UserPoolId":")" + Repeated("\\u0001", kMiB / 6) + "\"}"});
  inputs.push_back(
      {"long text against an enumeration", "CreateUserPool", pool + R"("MfaConfiguration":")" + std::string(kMiB, 'O') + "\"}"});
  inputs.push_back(
      {"long text in base64", "SetUICustomization", R"({"UserPoolId":"us-east-1_a","ImageFile":")" + std::string(kMiB, 'A') + "\"}"});
  inputs.push_back({"nested lists as deep as may be", "DescribeUserPool",
                    Filled(R"({"UserPoolId":"us-east-1_a","x":[)", Always(Repeated("[", 120) + Repeated("]", 120)), "]}")});
  inputs.push_back({"nested lists without end", "DescribeUserPool", R"({"x":)" + std::string(kMiB, '[')});
  inputs.push_back({"nested document", "CreateManagedLoginBranding",
                    Filled(R"({"UserPoolId":"us-east-1_a","ClientId":"a","Settings":[)", Always(R"({"a":[1]})"), "]}")});
}

std::string Outcome(const Input& input) {
  const api::Operation& operation = *api::FindOperation(input.operation);
  try {
    api::LocalDocument document;
    protocol::ParseBody(input.body, document);
    protocol::Validate(*operation.input, document);
    return protocol::DecodeCall(operation, document) ? "taken" : "valid";
  } catch (const api::ServiceException& refusal) {
    return "refused, " + std::to_string(refusal.message().size() / 1024) + " KiB of text";
  }
}

double CpuMs() { return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC; }

}  // namespace

int main(int count, char** arguments) {
  const std::string_view wanted = count > 1 ? arguments[1] : "";
  std::vector<Input> inputs;
  AddLists(inputs);
  AddObjects(inputs);
  AddTexts(inputs);
  bool passed = true;
  std::printf("%-46s %8s %9s %9s  %s\n", "worst bodies", "KiB", "ms", "ms/MiB", "outcome");
  for (const Input& input : inputs) {
    if (input.name.find(wanted) == std::string::npos) {
      continue;
    }
    double least = 1e9;
    std::string outcome;
    for (int time = 0; time < kTimes; ++time) {
      const double start = CpuMs();
      outcome = Outcome(input);
      least = std::min(least, CpuMs() - start);
    }
    const double mebibytes = static_cast<double>(input.body.size()) / static_cast<double>(kMiB);
    const bool slow = least / mebibytes > kGoalMs;
    passed = passed && least / mebibytes <= kGoalMs * kMostGoals;
    std::printf("%-46s %8zu %9.2f %9.2f  %s%s\n", input.name.c_str(), input.body.size() / 1024, least, least / mebibytes, outcome.c_str(),
                slow ? "  PAST THE GOAL" : "");
  }
  std::printf("goal: %.0f ms for each MiB\n", kGoalMs);
  return passed ? 0 : 1;
}
