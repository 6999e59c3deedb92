#include "tests/oauth/support/page_test.h"

#include <rapidjson/document.h>

#include "server/http/url.h"
#include "server/sign_in/authenticator_code.h"

namespace rockpool::support {
namespace {

std::string WithoutAmpersands(std::string text) {
  constexpr std::string_view kReference = "&amp;";
  for (std::size_t at = text.find(kReference); at != std::string::npos; at = text.find(kReference, at + 1)) {
    text.replace(at, kReference.size(), "&");
  }
  return text;
}

// Of the first form that is posted.
std::string ActionOf(const std::string& body) {
  constexpr std::string_view kAction = " action=\"";
  for (std::size_t at = body.find("<form"); at != std::string::npos; at = body.find("<form", at + 1)) {
    const std::string tag = body.substr(at, body.find('>', at) - at);
    const std::size_t action = tag.find(kAction);
    if (tag.find("method=\"post\"") != std::string::npos && action != std::string::npos) {
      const std::size_t begin = action + kAction.size();
      return WithoutAmpersands(tag.substr(begin, tag.find('"', begin) - begin));
    }
  }
  ADD_FAILURE() << "no form is posted in " << body;
  return "/";
}

}  // namespace

PageTest::PageTest() : here(is_managed() ? managed_pool : pool), app(is_managed() ? managed_client : client) { Style(); }

void PageTest::UsePool(std::string_view of_pool, std::string_view of_client) {
  here = oauth.CreatePool("other", GetParam(), of_pool);
  UseClient(oauth.CreateClient(here, of_client));
}

void PageTest::UseClient(std::string id) {
  app = std::move(id);
  Style();
}

std::string PageTest::At(std::string_view path, const http::NamedValues& changes) const {
  return std::string(path) + "?" + QueryOf(RequestOf(app, changes));
}

Page PageTest::SubmitBy(Browser& other, const Page& page, const http::NamedValues& fields) {
  http::NamedValues form = fields;
  for (const std::string_view name : kXsrfFields) {
    if (const auto value = page.InputValue(name)) {
      form.Add(std::string(name), *value);
    }
  }
  return other.Post(ActionOf(page.body), form);
}

bool PageTest::IsBack(const Page& page) {
  return page.status == 302 && page.LocationBase() == OAuthService::kCallback && page.LocationQuery().Find("code");
}

std::string PageTest::CodeOfApp(std::string_view username) {
  rapidjson::Document code;
  code.Parse(sign_in::CodeOfThisMoment(oauth.service.world(), here, username).c_str());
  return code["code"].GetString();
}

void PageTest::SetMfa(std::string_view mode, std::string_view factors) {
  std::string members = R"("MfaConfiguration":")" + std::string(mode) + R"(")";
  if (factors.find("sms") != std::string_view::npos) {
    members += R"(,"SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}})";
  }
  if (factors.find("token") != std::string_view::npos) {
    members += R"(,"SoftwareTokenMfaConfiguration":{"Enabled":true})";
  }
  if (factors.find("email") != std::string_view::npos) {
    members += R"(,"EmailMfaConfiguration":{})";
  }
  const Answer answer = Call("SetUserPoolMfaConfig", members);
  EXPECT_EQ(answer.status, 200) << answer.body;
}

Answer PageTest::Call(std::string_view operation, const std::string& members) {
  return oauth.service.Call(operation, R"({"UserPoolId":")" + here + R"(",)" + members + "}");
}

Answer PageTest::CallOn(std::string_view operation, std::string_view username, const std::string& members) {
  Answer answer = Call(operation, R"("Username":")" + std::string(username) + R"(")" + (members.empty() ? "" : "," + members));
  EXPECT_EQ(answer.status, 200) << answer.body;
  return answer;
}

void PageTest::Style() {
  if (is_managed()) {
    const Answer answer = Call("CreateManagedLoginBranding", R"("ClientId":")" + app + R"(","UseCognitoProvidedValues":true)");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
}

}  // namespace rockpool::support
