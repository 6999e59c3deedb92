// GET /_rockpool/ca.pem: whom a client must trust so that it believes the TLS port.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "server/http/endpoint.h"

namespace rockpool::workbench {

class AuthorityCertificate final : public http::Endpoint {
 public:
  explicit AuthorityCertificate(std::string pem) : pem_(std::move(pem)) {}
  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const std::string pem_;
};

}  // namespace rockpool::workbench
