// One visit to a page of a sign-in: the request that the page carries along, and what each of its handlers does with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/exchange.h"
#include "server/oauth/pages/look.h"
#include "server/pages/pages.h"
#include "server/sign_in/dispatcher/dispatcher.h"

namespace rockpool::oauth {

// The longest that a field may be, in UTF-16 code units: those that the model has for what a field becomes.
inline constexpr std::size_t kMaxName = 2048;  // an address by which a user is found; names proper are held to 128 where they are made
inline constexpr std::size_t kMaxPassword = 256;
inline constexpr std::size_t kMaxCode = 2048;
inline constexpr std::size_t kMaxAttribute = 2048;
inline constexpr std::size_t kMaxCredential =
    32UL * 1024;  // Assumed: what a browser says of a passkey has some 2,000, and keys of RSA in it

// Lives as long as its handler runs.
class Visit {
 public:
  // Throws what RequireAuthorizationRequest throws.
  explicit Visit(const Exchange& exchange);
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  const Exchange& exchange() const { return exchange_; }
  const AuthorizationRequest& request() const { return request_; }
  const world::World& world() const { return exchange_.world; }
  const pools::PoolInUse& pool() const { return *request_.client->pool; }
  const std::string& client_id() const { return request_.client->id; }

  // Another page of the same sign-in: its path and the query of this one.
  std::string LinkTo(std::string_view path) const;
  http::Response LeadTo(std::string_view path) const;

  // The page in the look of the site. `error` and `notice` stand on it unless they are empty.
  http::Response Show(PageName page, pages::Values values, std::string_view error = "", int status = 200) const;

  // The text of texts.def in the language of the page; empty for an empty key.
  std::string Word(std::string_view key) const;

  bool HasGoodForm() const;  // see HasGoodXsrf

  // A field of the form; empty if it has none of the name. Throws api::InvalidParameterException in the model's words if it is too long.
  std::string Field(std::string_view name, std::size_t most) const;

  // The same for a form that is shown again; empty if it is too long.
  std::string KeptField(std::string_view name, std::size_t most) const;

  // The code of a message. Its field is `code` in the classic hosted UI, as the developer guide's example of Confirm_POST has it, and
  // `verification_code` in managed login. Assumed: that one of these names is taken for the other. Throws as Field does.
  std::string CodeOfMessage() const;

  // `new_password`. Throws api::InvalidParameterException as Field does, and unless `confirm_password` says the same.
  std::string NewPassword() const;

  // For the functions of sign_in; lives as long as this visit.
  sign_in::Entry entry() const;

 private:
  const Exchange& exchange_;
  const AuthorizationRequest request_;
  const std::string operation_;  // "POST /login"
};

// Whether people may sign themselves up in the pool.
bool OffersSignUp(const pools::PoolInUse& pool);

}  // namespace rockpool::oauth
