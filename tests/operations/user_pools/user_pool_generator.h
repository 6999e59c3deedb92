// User pools of all kinds, as requests that CreateUserPool takes: the same seed gives the same ones everywhere.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace rockpool::support {

class UserPoolGenerator {
 public:
  explicit UserPoolGenerator(std::uint32_t seed) : bits_(seed) {}

  // The members of a request besides PoolName, to be had by PoolWith.
  std::string Members();

 private:
  // Not std::uniform_int_distribution, whose numbers differ between libraries.
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(bits_() % bound); }
  bool Chance() { return Below(2) == 0; }
  std::string OneOf(std::initializer_list<std::string_view> texts);
  std::string Flag() { return Chance() ? "true" : "false"; }

  // Appends `"name":json`, half of the time.
  void Perhaps(std::string& object, std::string_view name, const std::string& json);

  std::string PasswordPolicy();
  std::string Policies();
  std::string AdminCreateUserConfig();
  std::string Template();
  std::string Lambdas();
  std::string Recovery();
  std::string Newest();

  std::mt19937 bits_;
  std::string tier_;
  bool has_sms_ = false;
  bool is_mfa_required_ = false;
  bool names_validity_ = false;
};

}  // namespace rockpool::support
