// A test of the endpoints that programs call: forms with and without a client's secret, and what they answer.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>

#include "tests/oauth/support/oauth_test.h"

namespace rockpool::support {

class TokenTest : public OAuthTest {
 protected:
  using OAuthTest::OAuthTest;

  // Of a request that is no browser's.
  struct Program {
    std::string authorization{};
    std::string origin = "http://localhost:9229";
    std::string content_type = "application/x-www-form-urlencoded";
  };

  Page Send(std::string_view method, std::string_view path, std::string body, const Program& program);
  Page PostForm(std::string_view path, const http::NamedValues& form, const Program& program);
  Page PostForm(std::string_view path, const http::NamedValues& form) { return PostForm(path, form, Program()); }
  Page Ask(const http::NamedValues& form, const Program& program) { return PostForm("/oauth2/token", form, program); }
  Page Ask(const http::NamedValues& form) { return PostForm("/oauth2/token", form); }

  // The same form with other values, or beside it; an empty value takes a field away.
  static http::NamedValues With(const http::NamedValues& form, const http::NamedValues& changes);

  // A code of the user for the client, or for one of managed_pool, as the pages end.
  std::string Code(const http::NamedValues& changes = {}) { return CodeOf(client, changes); }
  std::string CodeOf(std::string_view client_id, const http::NamedValues& changes = {});
  http::NamedValues CodeForm(std::string_view code, const http::NamedValues& changes = {}) const;

  // A confidential client of `pool`, and how it shows its secret.
  std::string ConfidentialClient(std::string_view more = "{}");
  std::string Basic(std::string_view client_id);
  static std::string BasicOf(std::string_view client_id, std::string_view secret);

  // "400 {...}": all that an error says.
  static std::string Outcome(const Page& page) { return std::to_string(page.status) + " " + page.body; }
  // A member of the answer as a text; "" if there is none.
  static std::string Member(const Page& page, std::string_view name);
  static std::string NamesOf(const Page& page);

  static constexpr const char* kInvalidRequest = R"(400 {"error":"invalid_request"})";
  static constexpr const char* kInvalidGrant = R"(400 {"error":"invalid_grant"})";
  static constexpr const char* kInvalidClient = R"(400 {"error":"invalid_client"})";
  static constexpr const char* kInvalidSecret = R"(400 {"error":"invalid_client","error_description":"invalid_client_secret"})";
  static constexpr const char* kUnauthorizedClient = R"(400 {"error":"unauthorized_client"})";
};

}  // namespace rockpool::support
