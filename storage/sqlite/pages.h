// The tables `authorization_codes`, `browser_sessions` and `page_flows`: what the OAuth endpoints and the pages remember.
#pragma once

#include "storage/authorization_codes.h"
#include "storage/browser_sessions.h"
#include "storage/page_flows.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class AuthorizationCodes final : public storage::AuthorizationCodes {
 public:
  explicit AuthorizationCodes(Connection& connection) : connection_(connection) {}

  void Insert(const AuthorizationCode& code) override;
  std::optional<AuthorizationCode> Find(std::string_view digest) const override;
  bool Spend(std::string_view digest, std::int64_t now) override;
  void DeleteOfUser(std::int64_t user) override;

 private:
  Connection& connection_;
};

class BrowserSessions final : public storage::BrowserSessions {
 public:
  explicit BrowserSessions(Connection& connection) : connection_(connection) {}

  void Insert(const BrowserSession& session) override;
  std::optional<BrowserSession> Find(std::string_view digest) const override;
  std::optional<BrowserSession> FindBySessionId(std::string_view session_id) const override;
  std::vector<BrowserSession> ListTrackedOfUser(std::int64_t user, std::size_t limit) const override;
  bool Touch(const BrowserSession& session) override;
  bool Delete(std::string_view digest) override;
  void DeleteOfUser(std::int64_t user) override;
  void DeleteOfPool(std::string_view user_pool_id) override;
  void UntrackOfPool(std::string_view user_pool_id) override;

 private:
  Connection& connection_;
};

class PageFlows final : public storage::PageFlows {
 public:
  explicit PageFlows(Connection& connection) : connection_(connection) {}

  void Insert(const PageFlow& flow) override;
  std::optional<PageFlow> Find(std::string_view digest) const override;
  bool Update(const PageFlow& flow) override;
  bool Delete(std::string_view digest) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
