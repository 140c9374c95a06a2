/**
 * The nftables table: which chains, maps and sets it should hold (pure), the script that gets there
 * (pure), and running nft.
 */
@NullMarked
package io.coxswain.proxy.nft;

import org.jspecify.annotations.NullMarked;
