#include "server/oauth/pages/qr_code.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace rockpool::oauth {
namespace {

// The dark modules that the path paints, as rows of '#' and '.'.
std::vector<std::string> Painted(const QrCode& code) {
  std::vector<std::string> rows(static_cast<std::size_t>(code.side), std::string(static_cast<std::size_t>(code.side), '.'));
  const char* rest = code.path.c_str();
  std::size_t x = 0;
  std::size_t y = 0;
  std::size_t length = 0;
  int read = 0;
  for (; *rest != '\0'; rest += read) {
    if (std::sscanf(rest, "M%zu %zu.5%n", &x, &y, &read) == 2) {
      continue;
    }
    if (std::sscanf(rest, "m%zu 0%n", &length, &read) == 1) {
      x += length;
      continue;
    }
    if (std::sscanf(rest, "h%zu%n", &length, &read) != 1) {
      break;
    }
    for (std::size_t i = 0; i < length; ++i) {
      rows.at(y).at(x++) = '#';
    }
  }
  EXPECT_EQ(*rest, '\0') << rest;
  return rows;
}

TEST(QrCode, HasTheThreeFindersInsideOfItsQuietZone) {
  const QrCode code = DrawQrCode("otpauth://totp/rockpool:ann?secret=JBSWY3DPEHPK3PXP&issuer=rockpool");
  const auto rows = Painted(code);
  const auto far = static_cast<std::size_t>(code.side) - 4 - 7;
  for (const auto& [x, y] : {std::pair<std::size_t, std::size_t>{4, 4}, {far, 4}, {4, far}}) {
    EXPECT_EQ(rows[y].substr(x, 7), "#######");
    EXPECT_EQ(rows[y + 1].substr(x, 7), "#.....#");
    EXPECT_EQ(rows[y + 3].substr(x, 7), "#.###.#");
  }
  EXPECT_EQ(rows[3], std::string(rows[3].size(), '.'));
  EXPECT_EQ(rows.back(), std::string(rows[3].size(), '.'));
}

// The classic page has it twice, and 20,000 bytes in all.
TEST(QrCode, IsShortEnoughToStandOnAPageTwice) {
  const std::string address =
      "otpauth://totp/a-pool-with-a-name:ada@example.com?secret=" + std::string(52, 'A') + "&issuer=a-pool-with-a-name";
  EXPECT_LT(DrawQrCode(address).path.size(), 4'500U);
}

TEST(QrCode, GrowsWithItsText) {
  EXPECT_EQ(DrawQrCode("a").side, 21 + 8) << "version 1";
  EXPECT_GT(DrawQrCode(std::string(400, 'a')).side, DrawQrCode(std::string(40, 'a')).side);
  EXPECT_NE(DrawQrCode("a").path, DrawQrCode("b").path);
  EXPECT_THROW(DrawQrCode(std::string(4000, 'a')), std::length_error);
}

}  // namespace
}  // namespace rockpool::oauth
