#include "tests/oauth/support/token_test.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <utility>

#include "server/crypto/base64.h"

namespace rockpool::support {

Page TokenTest::Send(std::string_view method, std::string_view path, std::string body, const Program& program) {
  http::Request request;
  request.method = method;
  request.path = path;
  request.body = std::move(body);
  request.is_tls = program.origin.starts_with("https:");
  request.headers.Add("Host", program.origin.substr(program.origin.find("://") + 3));
  if (!program.content_type.empty()) {
    request.headers.Add("Content-Type", program.content_type);
  }
  if (!program.authorization.empty()) {
    request.headers.Add("Authorization", program.authorization);
  }
  http::Response response = oauth.Send(std::move(request));
  return {response.status, std::move(response.headers), std::move(response.body)};
}

Page TokenTest::PostForm(std::string_view path, const http::NamedValues& form, const Program& program) {
  return Send("POST", path, QueryOf(form), program);
}

http::NamedValues TokenTest::With(const http::NamedValues& form, const http::NamedValues& changes) {
  http::NamedValues changed;
  for (const auto& [name, value] : form) {
    if (!changes.Find(name)) {
      changed.Add(name, value);
    }
  }
  for (const auto& [name, value] : changes) {
    if (!value.empty()) {
      changed.Add(name, value);
    }
  }
  return changed;
}

std::string TokenTest::CodeOf(std::string_view client_id, const http::NamedValues& changes) {
  const Page page = browser.SignIn(kUser, RequestOf(client_id, changes));
  const http::NamedValues query = page.LocationQuery();
  EXPECT_TRUE(query.Find("code")) << page.location();
  return std::string(query.Find("code").value_or(""));
}

http::NamedValues TokenTest::CodeForm(std::string_view code, const http::NamedValues& changes) const {
  return With({{"grant_type", "authorization_code"},
               {"client_id", client},
               {"code", std::string(code)},
               {"redirect_uri", std::string(OAuthService::kCallback)}},
              changes);
}

std::string TokenTest::ConfidentialClient(std::string_view more) {
  return oauth.CreateClient(pool, R"({"GenerateSecret":true)" + (more == "{}" ? "}" : "," + std::string(more.substr(1))));
}

std::string TokenTest::Basic(std::string_view client_id) { return BasicOf(client_id, oauth.SecretOf(pool, client_id)); }

std::string TokenTest::BasicOf(std::string_view client_id, std::string_view secret) {
  return "Basic " + crypto::Base64Encode(std::string(client_id) + ":" + std::string(secret));
}

std::string TokenTest::Member(const Page& page, std::string_view name) {
  rapidjson::Document document;
  document.Parse(page.body.data(), page.body.size());
  if (document.HasParseError() || !document.IsObject()) {
    ADD_FAILURE() << "no JSON object: " << Outcome(page);
    return "";
  }
  const auto found = document.FindMember(std::string(name).c_str());
  if (found == document.MemberEnd()) {
    return "";
  }
  if (found->value.IsString()) {
    return {found->value.GetString(), found->value.GetStringLength()};
  }
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  found->value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string TokenTest::NamesOf(const Page& page) {
  rapidjson::Document document;
  document.Parse(page.body.data(), page.body.size());
  std::string names;
  if (!document.HasParseError() && document.IsObject()) {
    for (const auto& member : document.GetObject()) {
      names.append(names.empty() ? "" : " ").append(member.name.GetString());
    }
  }
  return names;
}

}  // namespace rockpool::support
