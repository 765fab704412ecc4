/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"

#include "parafa-etransport-check.h"

#include <string.h>

/* Each business rule with documents that break it and documents that keep it */

typedef struct
{
  const char *rule;
  const char *operation;
  const char *part;
  const char *text;
  gboolean fires;
} NoticeCase;

typedef struct
{
  const char *rule;
  const char *text;
  gboolean fires;
} WholeCase;

/* clang-format off */
static const NoticeCase notices[] = {
  { "BR-002", "30", "{root}", "codDeclarant='012345678'", TRUE },
  { "BR-002", "30", "{root}", "codDeclarant='8000000000'", FALSE },
  { "BR-002", "30", "{root}", "codDeclarant='12345678901'", TRUE },
  { "BR-002", "30", "{root}", "codDeclarant='1234567890123'", FALSE },
  { "BR-002", "30", "{root}", "codDeclarant='1'", TRUE },
  { "BR-002", "30", "{root}", "codDeclarant='12'", FALSE },
  { "BR-201", "30", "{root}", "codDeclarant='8000000000' declPostAvarie='X'", TRUE },
  { "BR-201", "30", "{root}", "codDeclarant='8000000000' declPostAvarie='D'", FALSE },
  { "BR-004", "10", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "10", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "10", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-004", "12", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "12", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "12", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-004", "14", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "14", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "14", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-004", "20", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "20", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "20", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-004", "22", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "22", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "22", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-004", "24", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "24", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "24", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-004", "60", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "60", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "60", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-004", "70", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "70", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", TRUE },
  { "BR-004", "70", "{partner}", "<partenerComercial codTara='XI' cod='PF' denumire='P'/>", FALSE },
  { "BR-005", "30", "{partner}", "<partenerComercial codTara='DE' cod='PF' denumire='P'/>", TRUE },
  { "BR-005", "30", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", FALSE },
  { "BR-006", "40", "{partner}", "<partenerComercial codTara='DE' cod='PF' denumire='P'/>", TRUE },
  { "BR-006", "40", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-006", "40", "{partner}", "<partenerComercial codTara='GB' cod='PF' denumire='P'/>", FALSE },
  { "BR-006", "50", "{partner}", "<partenerComercial codTara='DE' cod='PF' denumire='P'/>", TRUE },
  { "BR-006", "50", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", TRUE },
  { "BR-006", "50", "{partner}", "<partenerComercial codTara='GB' cod='PF' denumire='P'/>", FALSE },
  { "BR-007", "30", "{partner}", "<partenerComercial codTara='RO' denumire='P'/>", TRUE },
  { "BR-007", "30", "{partner}", "<partenerComercial codTara='RO' cod='RO123' denumire='P'/>", TRUE },
  { "BR-007", "30", "{partner}", "<partenerComercial codTara='RO' cod='PF' denumire='P'/>", FALSE },
  { "BR-007", "30", "{partner}", "<partenerComercial codTara='RO' cod='8000000000' denumire='P'/>", FALSE },
  { "BR-007", "30", "{partner}", "<partenerComercial codTara='RO' cod='xPFx' denumire='P'/>", FALSE },
  { "BR-007", "10", "{partner}", "<partenerComercial codTara='DE' denumire='P'/>", FALSE },
  { "BR-025", "30", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", TRUE },
  { "BR-025", "40", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", TRUE },
  { "BR-025", "50", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", TRUE },
  { "BR-025", "60", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", TRUE },
  { "BR-025", "70", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", TRUE },
  { "BR-025", "10", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-025", "12", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-025", "14", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-025", "20", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-025", "22", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-025", "24", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-212", "20", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", TRUE },
  { "BR-212", "22", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", TRUE },
  { "BR-212", "24", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", TRUE },
  { "BR-212", "30", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", TRUE },
  { "BR-212", "50", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", TRUE },
  { "BR-212", "70", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", TRUE },
  { "BR-212", "10", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", FALSE },
  { "BR-212", "12", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", FALSE },
  { "BR-212", "14", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", FALSE },
  { "BR-212", "40", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", FALSE },
  { "BR-212", "60", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", FALSE },
  { "BR-213", "12", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", TRUE },
  { "BR-213", "14", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", TRUE },
  { "BR-213", "30", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", TRUE },
  { "BR-213", "40", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", TRUE },
  { "BR-213", "60", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", TRUE },
  { "BR-213", "10", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", FALSE },
  { "BR-213", "20", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", FALSE },
  { "BR-213", "22", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", FALSE },
  { "BR-213", "24", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", FALSE },
  { "BR-213", "50", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", FALSE },
  { "BR-213", "70", "{end}", "<locFinalTraseuRutier codPtf='2'></locFinalTraseuRutier>", FALSE },
  { "BR-046", "10", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", TRUE },
  { "BR-046", "20", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", TRUE },
  { "BR-046", "30", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", TRUE },
  { "BR-046", "60", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", TRUE },
  { "BR-046", "70", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", TRUE },
  { "BR-046", "40", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", FALSE },
  { "BR-046", "50", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", FALSE },
  { "BR-046", "12", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", FALSE },
  { "BR-216", "50", "{start}", "<locStartTraseuRutier codBirouVamal='122801'></locStartTraseuRutier>", TRUE },
  { "BR-216", "40", "{start}", "<locStartTraseuRutier codBirouVamal='122801'></locStartTraseuRutier>", FALSE },
  { "BR-217", "40", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", TRUE },
  { "BR-217", "50", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'></locFinalTraseuRutier>", FALSE },
  { "BR-210", "10", "{start}", "<locStartTraseuRutier ></locStartTraseuRutier>", TRUE },
  { "BR-210", "10", "{start}", "<locStartTraseuRutier codPtf='2'>{address}</locStartTraseuRutier>", TRUE },
  { "BR-210", "10", "{start}", "<locStartTraseuRutier codPtf='2'></locStartTraseuRutier>", FALSE },
  { "BR-211", "10", "{end}", "<locFinalTraseuRutier ></locFinalTraseuRutier>", TRUE },
  { "BR-211", "10", "{end}", "<locFinalTraseuRutier codPtf='2'>{address}</locFinalTraseuRutier>", TRUE },
  { "BR-211", "10", "{end}", "<locFinalTraseuRutier >{address}</locFinalTraseuRutier>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='201' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='301' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='401' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='501' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='601' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='703' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='801' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='802' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='901' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='1001' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='1101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='9901' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='704' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='705' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-068", "10", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='301' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='703' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='801' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='802' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='9901' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='201' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='401' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='501' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='601' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='704' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='705' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='901' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='1001' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='1101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-069", "20", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='704' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='705' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='9901' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='201' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='301' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='401' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='501' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='601' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='703' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='801' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='802' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='901' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='1001' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='1101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-070", "30", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "12", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "12", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-205", "14", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "14", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-205", "22", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "22", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-205", "24", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "24", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-205", "40", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "40", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-205", "50", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "50", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-205", "60", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "60", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-205", "70", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-205", "70", "{goods}", "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-206", "10", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "12", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "14", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "20", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "22", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "24", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "40", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "50", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-206", "60", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-206", "70", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-207", "10", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "12", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "14", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "20", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "22", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "24", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "40", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "50", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-207", "60", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-207", "70", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-208", "10", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "12", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "14", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "20", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "22", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "24", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "40", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "50", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", TRUE },
  { "BR-208", "60", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", FALSE },
  { "BR-208", "70", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000'/>", FALSE },
  { "BR-218", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-218", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-218", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-020", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='10.01' greutateBruta='10' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-020", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='10' greutateBruta='9' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-020", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='10.00' greutateBruta='10' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-020", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='20' greutateBruta='100.5' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-020", "60", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateBruta='1' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-020", "10", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='2' greutateBruta='1e0' valoareLeiFaraTva='1'/>", FALSE },
  { "BR-020", "10", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='2' greutateBruta='-1' valoareLeiFaraTva='1'/>", TRUE },
  { "BR-027", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='0' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-027", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='-1' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-027", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='0.01' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-028", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='0' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-028", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='-1' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-028", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='0.01' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-029", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='0' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-029", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='-1' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-029", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='0.01' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-030", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='-0.01'/>", TRUE },
  { "BR-030", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='0'/>", FALSE },
  { "BR-035", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='1.123' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-035", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='1.12' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-036", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='1234567890123.1' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-036", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='123456789012.1' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-036", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='1234567890123' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-037", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='1.123' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-037", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='1.12' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-038", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='1234567890123.1' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-038", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='123456789012.1' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-038", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='1234567890123' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-039", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1.123' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-039", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1.12' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-040", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1234567890123.1' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-040", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='123456789012.1' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-040", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1234567890123' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-041", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='1.123'/>", TRUE },
  { "BR-041", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='1.12'/>", FALSE },
  { "BR-042", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='1234567890123.1'/>", TRUE },
  { "BR-042", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='123456789012.1'/>", FALSE },
  { "BR-042", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='1234567890123'/>", FALSE },
  { "BR-031", "30", "{transport}", "<dateTransport nrVehicul='c-j' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-031", "30", "{transport}", "<dateTransport nrVehicul='A' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-031", "30", "{transport}", "<dateTransport nrVehicul='CJ 12' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-031", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-032", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca1='c-j'/>", TRUE },
  { "BR-032", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca1='A'/>", TRUE },
  { "BR-032", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca1='CJ 12'/>", FALSE },
  { "BR-032", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca1='CJ12QRM'/>", FALSE },
  { "BR-033", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca2='c-j'/>", TRUE },
  { "BR-033", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca2='A'/>", TRUE },
  { "BR-033", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca2='CJ 12'/>", FALSE },
  { "BR-033", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24' nrRemorca2='CJ12QRM'/>", FALSE },
  { "BR-034", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='02071' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-034", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='02 07' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-034", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-034", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='020714' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-034", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='02071410' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-214", "30", "{address}", "<locatie codJudet='12' denumireLocalitate='C' denumireStrada='Florilor'/>", TRUE },
  { "BR-214", "30", "{address}", "<locatie codJudet='12' denumireLocalitate='Cl' denumireStrada='Florilor'/>", FALSE },
  { "BR-214", "30", "{address}", "<locatie codJudet='12' denumireLocalitate='șșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșș' denumireStrada='Florilor'/>", FALSE },
  { "BR-214", "30", "{address}", "<locatie codJudet='12' denumireLocalitate='șșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșșș' denumireStrada='Florilor'/>", TRUE },
  { "BR-215", "30", "{address}", "<locatie codJudet='12' denumireLocalitate='Cluj' denumireStrada=' S '/>", TRUE },
  { "BR-215", "30", "{address}", "<locatie codJudet='12' denumireLocalitate='Cluj' denumireStrada='St'/>", FALSE },
  { "BR-019", "10", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L71'/>", TRUE },
  { "BR-019", "10", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-008", "10", "{earlier}", "<notificareAnterioara/>", TRUE },
  { "BR-008", "10", "{earlier}", "<notificareAnterioara uit=' '/>", TRUE },
  { "BR-008", "10", "{earlier}", "<notificareAnterioara uit='7K0A2C4E6H8J9L70'/>", FALSE },
  { "BR-043", "10", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "12", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "14", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "20", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "22", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "24", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "50", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "60", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "70", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "10", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-043", "10", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='DE' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-043", "30", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-043", "10", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-026", "30", "{papers}", "<documenteTransport tipDocument='9999' dataDocument='2026-11-23'/>", TRUE },
  { "BR-026", "30", "{papers}", "<documenteTransport tipDocument='9999' dataDocument='2026-11-23' observatii=' '/>", TRUE },
  { "BR-026", "30", "{papers}", "<documenteTransport tipDocument='9999' dataDocument='2026-11-23' observatii='x'/>", FALSE },
  { "BR-026", "30", "{papers}", "<documenteTransport tipDocument='9999' dataDocument='2026-11-23'/><documenteTransport tipDocument='20' dataDocument='2026-11-23' observatii='x'/>", FALSE },
  { "BR-026", "30", "{papers}", "<documenteTransport tipDocument='20' dataDocument='2026-11-23'/>", FALSE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='AN' cod='PF' denumire='P'/>", TRUE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='AN' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='XC' cod='PF' denumire='P'/>", TRUE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='XC' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='XL' cod='PF' denumire='P'/>", TRUE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='XL' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='GR' cod='PF' denumire='P'/>", TRUE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='GR' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='ro' cod='PF' denumire='P'/>", TRUE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='ro' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", TRUE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='RS' cod='PF' denumire='P'/>", FALSE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RS' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='EL' cod='PF' denumire='P'/>", FALSE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='EL' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-CL-001", "40", "{partner}", "<partenerComercial codTara='XK' cod='PF' denumire='P'/>", FALSE },
  { "BR-CL-010", "40", "{transport}", "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='XK' codOrgTransport='8000000000' denumireOrgTransport='Q' dataTransport='2026-11-24'/>", FALSE },
  { "BR-CL-002", "30", "{address}", "<locatie codJudet='41' denumireLocalitate='Cluj' denumireStrada='Florilor'/>", TRUE },
  { "BR-CL-002", "30", "{address}", "<locatie codJudet='07' denumireLocalitate='Cluj' denumireStrada='Florilor'/>", TRUE },
  { "BR-CL-002", "30", "{address}", "<locatie codJudet='0' denumireLocalitate='Cluj' denumireStrada='Florilor'/>", TRUE },
  { "BR-CL-002", "30", "{address}", "<locatie codJudet='7' denumireLocalitate='Cluj' denumireStrada='Florilor'/>", FALSE },
  { "BR-CL-002", "30", "{address}", "<locatie codJudet='52' denumireLocalitate='Cluj' denumireStrada='Florilor'/>", FALSE },
  { "BR-CL-003", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='BUC' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-CL-003", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='PCE' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-CL-003", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='kgm' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-CL-003", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-CL-003", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='XPX' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-CL-003", "30", "{goods}", "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='10' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-CL-004", "15", "{earlier}", "", TRUE },
  { "BR-CL-004", "010", "{earlier}", "", TRUE },
  { "BR-CL-004", "30", "{earlier}", "", FALSE },
  { "BR-CL-005", "30", "{goods}", "<bunuriTransportate codScopOperatiune='102' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-CL-005", "30", "{goods}", "<bunuriTransportate codScopOperatiune='0101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", TRUE },
  { "BR-CL-005", "30", "{goods}", "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='10' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>", FALSE },
  { "BR-CL-006", "10", "{start}", "<locStartTraseuRutier codPtf='39'></locStartTraseuRutier>", TRUE },
  { "BR-CL-006", "10", "{start}", "<locStartTraseuRutier codPtf='02'></locStartTraseuRutier>", TRUE },
  { "BR-CL-006", "10", "{start}", "<locStartTraseuRutier codPtf='38'></locStartTraseuRutier>", FALSE },
  { "BR-CL-007", "40", "{start}", "<locStartTraseuRutier codBirouVamal='1'></locStartTraseuRutier>", TRUE },
  { "BR-CL-007", "40", "{start}", "<locStartTraseuRutier codBirouVamal='122801'></locStartTraseuRutier>", FALSE },
  { "BR-CL-009", "30", "{papers}", "<documenteTransport tipDocument='40' dataDocument='2026-11-23' observatii='x'/>", TRUE },
  { "BR-CL-009", "30", "{papers}", "<documenteTransport tipDocument='010' dataDocument='2026-11-23' observatii='x'/>", TRUE },
  { "BR-CL-009", "30", "{papers}", "<documenteTransport tipDocument='30' dataDocument='2026-11-23' observatii='x'/>", FALSE },
  { "BT-TY-001", "30", "{earlier}", "", TRUE },
};

static const WholeCase wholes[] = {
  { "BT-TY-002", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><notificare codTipOperatiune='10'><corectie uit='7K0A2C4E6H8J9L70'/></notificare></eTransport>", TRUE },
  { "BT-TY-002", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><notificare codTipOperatiune='10'/></eTransport>", FALSE },
  { "BT-TY-003", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><confirmare uit='7K0A2C4E6H8J9L70' tipConfirmare='10'/></eTransport>", TRUE },
  { "BT-TY-003", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>", FALSE },
  { "BT-TY-004", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>", TRUE },
  { "BT-TY-004", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><confirmare uit='7K0A2C4E6H8J9L70' tipConfirmare='10'/></eTransport>", FALSE },
  { "BT-TY-200", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM' dataModificare='2026-11-24T08:30:00'/></eTransport>", TRUE },
  { "BT-TY-200", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>", FALSE },
  { "BT-TY-001", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>", FALSE },
  { "BT-TY-005", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'></eTransport>", TRUE },
  { "BT-TY-005", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>", TRUE },
  { "BT-TY-005", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/><confirmare uit='7K0A2C4E6H8J9L70' tipConfirmare='10'/></eTransport>", TRUE },
  { "BT-TY-005", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>", FALSE },
  { "BR-008", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere/></eTransport>", TRUE },
  { "BR-008", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><confirmare tipConfirmare='10'/></eTransport>", TRUE },
  { "BR-008", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul nrVehicul='CJ12QRM'/></eTransport>", TRUE },
  { "BR-008", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><notificare codTipOperatiune='10'><corectie/></notificare></eTransport>", TRUE },
  { "BR-019", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L07'/></eTransport>", TRUE },
  { "BR-019", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K'/></eTransport>", TRUE },
  { "BR-019", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>", FALSE },
  { "BR-202", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM'/></eTransport>", TRUE },
  { "BR-202", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM' dataModificare='x'/></eTransport>", FALSE },
  { "BR-203", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM' dataModificare='2026-11-24'/></eTransport>", TRUE },
  { "BR-203", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM'/></eTransport>", TRUE },
  { "BR-203", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM' dataModificare='2026-11-24T08:30:00'/></eTransport>", FALSE },
  { "BR-203", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM' dataModificare='2026-11-24T08:30:00+02:00'/></eTransport>", FALSE },
  { "BR-204", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' dataModificare='2026-11-24T08:30:00'/></eTransport>", TRUE },
  { "BR-204", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM' dataModificare='2026-11-24T08:30:00'/></eTransport>", FALSE },
  { "BR-CL-008", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><confirmare uit='7K0A2C4E6H8J9L70' tipConfirmare='15'/></eTransport>", TRUE },
  { "BR-CL-008", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><confirmare uit='7K0A2C4E6H8J9L70' tipConfirmare='10'/></eTransport>", FALSE },
  { "BR-CL-008", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><confirmare uit='7K0A2C4E6H8J9L70' tipConfirmare='30'/></eTransport>", FALSE },
  { "BR-003", "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'><stergere uit='bgiosz0000000000'/></eTransport>", FALSE },
};
/* clang-format on */

static ParafaEtransportCheck *
check (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_NOVEMBER, 2026);
  return parafa_etransport_check_new (bytes, &today);
}

static guint
count (ParafaEtransportCheck *judgement, const char *rule)
{
  GPtrArray *findings = parafa_etransport_check_get_findings (judgement);
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += strcmp (((ParafaFinding *) findings->pdata[i])->rule, rule) == 0;
  return n;
}

static void
expect (const char *rule, const char *text, gboolean fires)
{
  g_autoptr (ParafaEtransportCheck) judgement = check (text);

  if ((count (judgement, rule) > 0) != fires)
    g_error ("%s %s on %s", rule, fires ? "does not fire" : "fires", text);
}

static void
test_notices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      const char *const parts[] = { notices[i].part, notices[i].text, NULL };
      g_autofree char *text = parafa_test_notice (notices[i].operation, parts);

      expect (notices[i].rule, text, notices[i].fires);
    }
}

static void
test_wholes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    expect (wholes[i].rule, wholes[i].text, wholes[i].fires);
}

/* The table above has both sides of every rule of the official file */
static void
test_complete (void)
{
  static const char *const rules[] = {
    "BT-TY-001", "BT-TY-002", "BT-TY-003", "BT-TY-004", "BT-TY-005", "BT-TY-200", "BR-002",
    "BR-004",    "BR-005",    "BR-006",    "BR-007",    "BR-008",    "BR-019",    "BR-020",
    "BR-025",    "BR-026",    "BR-027",    "BR-028",    "BR-029",    "BR-030",    "BR-031",
    "BR-032",    "BR-033",    "BR-034",    "BR-035",    "BR-036",    "BR-037",    "BR-038",
    "BR-039",    "BR-040",    "BR-041",    "BR-042",    "BR-043",    "BR-046",    "BR-068",
    "BR-069",    "BR-070",    "BR-201",    "BR-202",    "BR-203",    "BR-204",    "BR-205",
    "BR-206",    "BR-207",    "BR-208",    "BR-210",    "BR-211",    "BR-212",    "BR-213",
    "BR-214",    "BR-215",    "BR-216",    "BR-217",    "BR-218",    "BR-CL-001", "BR-CL-002",
    "BR-CL-003", "BR-CL-004", "BR-CL-005", "BR-CL-006", "BR-CL-007", "BR-CL-008", "BR-CL-009",
    "BR-CL-010",
  };

  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    {
      guint fired = 0, kept = 0;

      for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
        if (strcmp (notices[i].rule, rules[r]) == 0)
          *(notices[i].fires ? &fired : &kept) += 1;
      for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
        if (strcmp (wholes[i].rule, rules[r]) == 0)
          *(wholes[i].fires ? &fired : &kept) += 1;
      if (fired == 0 || kept == 0)
        g_error ("%s: %u documents break it, %u keep it", rules[r], fired, kept);
    }
}

/* A plain notification of every operation breaks nothing */
static void
test_plain (void)
{
  static const char *const operations[] = { "10", "12", "14", "20", "22", "24",
                                            "30", "40", "50", "60", "70" };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *text = parafa_test_notice (operations[i], NULL);
      g_autoptr (ParafaEtransportCheck) judgement = check (text);
      GPtrArray *findings = parafa_etransport_check_get_findings (judgement);

      for (guint n = 0; n < findings->len; n++)
        if (((ParafaFinding *) findings->pdata[n])->severity == PARAFA_FINDING_ERROR)
          g_error ("%s: %s", operations[i], ((ParafaFinding *) findings->pdata[n])->rule);
      g_assert_true (parafa_etransport_check_is_valid (judgement));
      g_assert_cmpstr (parafa_etransport_check_get_kind (judgement), ==, "notificare");
    }
}

static void
test_places (void)
{
  const char *const parts[] = {
    "{goods}",
    "{g}\n<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' "
    "cantitate='1'\n"
    "  codUnitateMasura='KGM' greutateNeta='2' greutateBruta='1' valoareLeiFaraTva='1'/>",
    "{g}", "{goods}", NULL
  };
  g_autofree char *text = parafa_test_notice ("30", parts);
  g_autoptr (ParafaEtransportCheck) judgement = check (text);
  GPtrArray *findings = parafa_etransport_check_get_findings (judgement);
  ParafaFinding *finding = findings->pdata[0];
  g_autofree char *message = parafa_finding_dup_message (finding);

  g_assert_cmpstr (finding->rule, ==, "BR-020");
  g_assert_cmpuint (finding->place.line, ==, 3);
  g_assert_cmpuint (finding->place.column, ==, 43);
  g_assert_cmpstr (finding->path, ==,
                   "/eTransport/notificare/bunuriTransportate[2]/@greutateBruta");
  g_assert_cmpstr (message, ==, "The gross weight “1” is below the net weight “2”");
}

static void
test_advice (void)
{
  static const WholeCase cases[] = {
    { "PF-CIF", "codDeclarant='8000000001'", TRUE },
    { "PF-CIF", "codDeclarant='8000000000'", FALSE },
  };
  static const NoticeCase dates[] = {
    { "PF-EARLY", "30", "{day}", "2026-11-28", TRUE },
    { "PF-EARLY", "30", "{day}", "2026-11-27", FALSE },
    { "PF-PAST", "30", "{day}", "2026-11-23", TRUE },
    { "PF-PAST", "30", "{day}", "2026-11-24", FALSE },
    { "PF-VALIDITY", "30", "{day}", "2026-11-25", TRUE },
    { "PF-VALIDITY", "30", "{day}", "9999-12-31", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const parts[] = { "{root}", cases[i].text, NULL };
      g_autofree char *text = parafa_test_notice ("30", parts);

      expect (cases[i].rule, text, cases[i].fires);
    }
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      const char *const parts[] = {
        "{transport}",
        "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='PF'"
        " denumireOrgTransport='Q' dataTransport='{day}'/>",
        "{day}", dates[i].text, NULL
      };
      g_autofree char *text = parafa_test_notice ("30", parts);

      expect (dates[i].rule, text, dates[i].fires);
    }
}

static void
test_unreadable (void)
{
  g_autoptr (ParafaEtransportCheck) page = check ("<!DOCTYPE html><html><body>login</body></html>");
  g_autoptr (ParafaEtransportCheck) other = check ("<Invoice xmlns='urn:x'/>");
  g_autoptr (ParafaEtransportCheck) older =
      check ("<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v1'/>");
  g_autoptr (ParafaEtransportCheck) text = check ("not XML at all");
  ParafaEtransportCheck *all[] = { page, other, older, text };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_false (parafa_etransport_check_is_valid (all[i]));
      g_assert_null (parafa_etransport_check_get_kind (all[i]));
      g_assert_cmpuint (parafa_etransport_check_get_findings (all[i])->len, ==, 1);
      g_assert_cmpuint (count (all[i], "XSD"), ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/etransport/rules/notices", test_notices);
  g_test_add_func ("/etransport/rules/wholes", test_wholes);
  g_test_add_func ("/etransport/rules/complete", test_complete);
  g_test_add_func ("/etransport/rules/plain", test_plain);
  g_test_add_func ("/etransport/rules/places", test_places);
  g_test_add_func ("/etransport/rules/advice", test_advice);
  g_test_add_func ("/etransport/rules/unreadable", test_unreadable);
  return g_test_run ();
}
