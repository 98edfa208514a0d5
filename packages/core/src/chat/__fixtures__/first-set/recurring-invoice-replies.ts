import type { ReplyCase } from "../reply-case.ts";

export const recurringInvoiceReplies: ReplyCase = {
  name: "make an invoice recurring (Spanish)",
  ground: {
    howTo: `1. Abra **Facturas** y haga clic en **Nueva factura**.
2. Elija el cliente y añada los conceptos.
3. Active **Repetir factura** debajo del total.
4. Elija la **Frecuencia**: semanal, mensual o anual.
5. Indique la **Fecha de fin** o déjela vacía.
6. Haga clic en **Guardar y programar**.

La primera factura se envía el mismo día. Las demás están en **Facturas programadas**.`,
    names: [
      "Factura recurrente",
      "Facturas",
      "Nueva factura",
      "Repetir factura",
      "Frecuencia",
      "Fecha de fin",
      "Guardar y programar",
      "Facturas programadas",
    ],
    said: ["¿Puedo enviar la misma factura cada mes?", "Talleres Norte S.L.", "Borrador"],
  },
  correct: [
    "¡Claro! Abra **Facturas**, haga clic en **Nueva factura** y active **Repetir factura** debajo del total.",
    "Sí: elija «mensual» en **Frecuencia** y después haga clic en **Guardar y programar**.",
    "Facturas > Nueva factura > Repetir factura.",
    "1. Abra **Facturas** → **Nueva factura**.\n2. Elija a Talleres Norte S.L. y añada los conceptos.\n3. Active **Repetir factura**.\n4. Frecuencia: mensual.\n5. **Guardar y programar**.",
    "Si no quiere que termine nunca, deje vacía la **Fecha de fin**.",
    "La primera se envía hoy mismo; las siguientes aparecen en “Facturas programadas”.",
    "Para Talleres Norte puede usar la misma factura cada mes. Solo tiene que activar «Repetir factura».",
    "Encontrará las demás en **Facturas programadas**.",
    "El interruptor **Repetir factura** está debajo del total.",
    "No puedo crearla por usted, pero le guío paso a paso. Empiece por abrir **Facturas**.",
    "Ya tiene el borrador. Ahora active **Repetir factura** y elija la frecuencia.",
    "También puede ser semanal o anual; lo cambia en **Frecuencia**.",
    "Haz clic en *Guardar y programar* y listo.",
  ],
  invented: [
    "Haga clic en **Suscripciones** y luego en **Nueva suscripción**.",
    "Abra Facturas > Plantillas > Repetir cada mes.",
    "Active **Envío automático** en los ajustes del cliente.",
    "Pulse el botón «Duplicar» al final de cada mes.",
    "Vaya a **Configuración** y elija **Recordatorios**.",
    "Haga clic en el icono del calendario y arrastre la factura al día que quiera.",
    "Marque la casilla «Enviar copia al cliente».",
    "Pulse Ctrl+D para repetir la factura.",
    "Más información en https://ayuda.facturas.example/recurrentes.",
    "Elija “Cada quince días” en **Frecuencia**.",
    "En la pestaña Automatizaciones puede crear una regla nueva.",
    "Termine con **Publicar factura**.",
    "Abra **Facturas programadas** y haga clic en **Pausar serie**.",
  ],
};
