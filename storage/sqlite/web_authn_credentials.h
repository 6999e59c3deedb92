// The table `web_authn_credentials`.
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/web_authn_credentials.h"

namespace rockpool::storage::sqlite {

class WebAuthnCredentials final : public storage::WebAuthnCredentials {
 public:
  explicit WebAuthnCredentials(Connection& connection) : connection_(connection) {}

  void Insert(const WebAuthnCredential& credential) override;
  std::vector<WebAuthnCredential> ListOfUser(std::int64_t user) const override;
  bool RaiseSignCount(std::int64_t user, std::string_view credential_id, std::int64_t sign_count) override;
  bool Delete(std::int64_t user, std::string_view credential_id) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
